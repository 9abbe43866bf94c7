"""Sonde opens a language model and shows what it thinks in.

text -> activations -> dictionary -> atlas -> edits and monitors -> app
"""

__version__ = "0.1.0"
