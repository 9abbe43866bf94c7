"""The embedded default: a generated world whose concepts are known, and the small Llama trained on it."""
