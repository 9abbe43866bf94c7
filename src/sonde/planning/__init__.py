"""Arithmetic: what a run costs in FLOP, bytes and hours, before anything is loaded.

Start at `sonde.planning.plan.plan`. The tests hold every formula to what the stages really do.
"""
