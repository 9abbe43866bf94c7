"""The embedded default: a generated world of known concepts, and the small Llama living in it."""
