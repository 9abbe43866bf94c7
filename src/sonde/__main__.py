"""`python -m sonde` is the `sonde` command."""

from sonde.cli import main

if __name__ == "__main__":
    main()
