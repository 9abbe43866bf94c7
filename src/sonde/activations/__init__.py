"""Token blocks -> activations: harvest to shards, masks, moments, shuffled readers, live streams."""
