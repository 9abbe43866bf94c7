"""Documents, packed into blocks of tokens, and where in its document every token came from."""
