"""Finished artifacts -> what a person sees: HTTP API and web page."""
