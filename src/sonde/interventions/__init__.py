"""Features -> changed behaviour: edits, splicing with the error kept, steering, loss recovered."""
