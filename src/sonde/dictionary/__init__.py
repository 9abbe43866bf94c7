"""Activations -> features: kinds, losses, the training loop. Knows neither text nor model."""
