"""Words everybody uses: configs, artifacts, errors, progress, metrics, maths. Imports no other layer."""
