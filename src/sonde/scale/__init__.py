"""Stages over a cluster. The only folder that imports Ray, and only where it is called."""
