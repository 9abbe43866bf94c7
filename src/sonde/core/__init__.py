"""Words everybody uses: configs, artifacts, errors, progress, metrics. Imports no other layer."""
