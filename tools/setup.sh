#!/bin/sh
# Makes .venv with the pinned dependencies. A second call with nothing changed does nothing.
# uv installs when it can be had, else pip. The pin in constraints.txt keeps the CPU build of torch
# where an index or PIP_FIND_LINKS offers one; on a machine with a GPU the same pin is the CUDA build.
set -eu
cd "$(dirname "$0")/.."
stamp=".venv/.installed-$(cat pyproject.toml constraints.txt | cksum | cut -d' ' -f1)"
[ -f "$stamp" ] && exit 0

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' || {
  echo "Sonde needs Python 3.10 to 3.13; set PYTHON=/path/to/python" >&2; exit 1; }
echo "setting up .venv (about a minute, about 2.7 GB)"
[ -x .venv/bin/python ] || "$python" -m venv .venv

# On Linux the ordinary torch wheel brings gigabytes of CUDA libraries. uv's torch backend "auto" takes
# the CPU build where there is no GPU; a local wheel in PIP_FIND_LINKS wins over it.
backend="--torch-backend=auto"
[ -z "${PIP_FIND_LINKS:-}" ] || backend=""
with_uv() {
  .venv/bin/python -m pip install -q uv 2>/dev/null &&
    UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1} UV_FIND_LINKS="${PIP_FIND_LINKS:-}" .venv/bin/uv pip install -q \
      --python .venv/bin/python $backend -c constraints.txt -e ".[dev]"
}
with_uv || {
  echo "uv could not install: trying pip (without PIP_EXTRA_INDEX_URL for CPU builds of torch this can be large)"
  .venv/bin/python -m pip install -q -c constraints.txt -e ".[dev]"
}
.venv/bin/python - <<'PY'
import re, torch
pin = re.search(r"^torch==(\S+)", open("constraints.txt").read(), re.M).group(1)
assert torch.__version__.startswith(pin), f"torch {torch.__version__} is not the pinned {pin}"
PY
echo "ready: the command is .venv/bin/sonde; . .venv/bin/activate puts it on the PATH"
rm -f .venv/.installed-*
touch "$stamp"
