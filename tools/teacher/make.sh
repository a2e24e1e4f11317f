#!/usr/bin/env bash
# Writes what the trainer learns beside the treebanks: OUT/vectors.txt, OUT/names.conllu and OUT/silver.conllu.
#
#     tools/teacher/make.sh TREEBANKS OUT [WORDS]
#
# A step whose result stands in OUT already is passed over. PYTHON: a Python with requirements.txt; by default one is made
# in OUT/python. The program must have been built (./dev build), and wordnet-base be installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
bank=${1:?the folder of the treebanks} out=${2:?the folder to write to} words=${3:-700000}
mkdir -p "$out"
if [ -z "${PYTHON:-}" ]; then
    PYTHON=$out/python/bin/python
    if [ ! -x "$PYTHON" ]; then
        python3 -m venv "$out/python"
        "$PYTHON" -m pip install -q -r "$here/requirements.txt"
    fi
fi

step() { # RESULT, then a command that writes RESULT.part
    [ -s "$1" ] && return
    local result=$1
    shift
    echo "teacher: $result" >&2
    "$PYTHON" "$@"
    mv "$result.part" "$result"
}

step "$out/vectors.txt" "$here/vectors.py" "$bank" "$out/vectors.txt.part"
step "$out/names.conllu" "$here/silver.py" names "$bank/ewt-train.conllu" "$top/lexicon" "$out/names.conllu.part"
step "$out/teacher.pt" "$here/teacher.py" train "$bank" "$out/teacher.pt.part"
step "$out/texts.conllu" "$here/silver.py" texts "$bank" "$out/vectors.txt" "$top/lexicon" \
    "$top/build/release/accord" "$out/texts.conllu.part" "$words"
step "$out/silver.conllu" "$here/silver.py" label "$out/teacher.pt" "$out/texts.conllu" "$out/silver.conllu.part"
