"""What the world is made of: nouns, facts, sentences in five languages, letters, talk, programs."""
