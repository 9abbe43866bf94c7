"""The embedded default: a generated world of known concepts, and the small Llama that lives in it."""
