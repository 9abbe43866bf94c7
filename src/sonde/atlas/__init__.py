"""Features -> what they mean: firings, examples, labels, neighbours, search."""
