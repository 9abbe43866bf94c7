"""The only layer that knows architectures: load a causal language model, whole or truncated at a
hook point, read its residual stream, replace it, and generate.

Start at `sonde.model.loading.load` and `sonde.model.hooks`.
"""
