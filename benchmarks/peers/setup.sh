#!/bin/sh
# Makes one virtual environment for each peer, with pinned versions, the CPU build of torch first:
#   sh benchmarks/peers/setup.sh [FOLDER]        FOLDER is benchmarks/peers/venvs unless given
# For a GPU, set TORCH to what its index offers: TORCH="torch==2.13.0 triton" sh benchmarks/peers/setup.sh
# The CPU wheel must come from somewhere: PIP_FIND_LINKS, or PIP_INDEX_URL of download.pytorch.org/whl/cpu.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here/venvs}
python=${PYTHON:-python3}
torch=${TORCH:-torch==2.13.0}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

make() {  # name, requirement
  venv=$folder/$1
  [ -f "$venv/.installed" ] && [ "$(cat "$venv/.installed")" = "$2 $torch" ] && return
  echo "setting up $venv"
  rm -rf "$venv"
  "$python" -m venv "$venv"
  # shellcheck disable=SC2086
  "$venv/bin/python" -m pip install -q --no-compile $torch
  before=$("$venv/bin/python" -c 'import torch; print(torch.__version__)')
  echo "torch==$before" > "$venv/constraints.txt"  # with its +cpu: nothing may bring another build
  "$venv/bin/python" -m pip install -q --no-compile -c "$venv/constraints.txt" "$2"
  # nnsight asks for torchvision; one that was built for another torch breaks the import of transformers.
  "$venv/bin/python" -m pip uninstall -q -y torchvision
  after=$("$venv/bin/python" -c 'import torch; print(torch.__version__)')
  [ "$before" = "$after" ] || { echo "$2 replaced torch $before by $after" >&2; exit 1; }
  echo "$2 $torch" > "$venv/.installed"
}

make saelens sae-lens==6.54.12
make sparsify eai-sparsify==1.3.3
make dictionary_learning dictionary-learning==0.1.0
echo "ready: $folder"
