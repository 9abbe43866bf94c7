"""One verb per stage. `sonde --help` lists them; heavy imports happen where a verb needs them."""

import os
import sys


def main() -> None:
    """The `sonde` command: mendable errors are printed as one message, without a traceback."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    # threads that wait for each other soon sleep: spinning is ten times slower on a busy machine,
    # and sleeping at once a fifth slower on a quiet one
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
        os.environ.setdefault("GOMP_SPINCOUNT", "10000")
    try:
        called = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
        run_verb(called)
    except KeyboardInterrupt:
        print(
            "\nStopped at once. Whole parts are kept; give the same command again to go on.",
            file=sys.stderr,
        )
        sys.exit(130)


def run_verb(called: str | None) -> None:
    from sonde.cli.stages import add_stages
    from sonde.cli.verbs import ORDER, app
    from sonde.core.errors import Interrupted, SondeError
    from sonde.core.terminal import printable

    add_stages(app, called)
    app.registered_commands.sort(key=lambda command: ORDER.split().index(str(command.name)))
    try:
        app()
    except Interrupted as stop:
        print(printable(f"\n{stop}"), file=sys.stderr)
        sys.exit(130)
    except SondeError as error:
        print(printable(f"error: {error}"), file=sys.stderr)
        sys.exit(2)
