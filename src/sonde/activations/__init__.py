"""Token blocks -> activations: harvest to shards, masks, moments, shuffled readers, streams."""
