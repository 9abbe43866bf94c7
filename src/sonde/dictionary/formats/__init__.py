"""Dictionaries of other tools: one module for each format, one table of them (`table.py`)."""
