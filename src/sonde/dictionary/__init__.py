"""Activations -> features: kinds, losses, the training loop, formats. Knows neither text nor model."""
