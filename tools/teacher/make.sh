#!/usr/bin/env bash
# Writes what the trainer learns beside the treebanks: OUT/vectors.txt and sentences with names, OUT/names.conllu,
# OUT/named.conllu, OUT/renamed.conllu and OUT/chances.conllu.
#
#     tools/teacher/make.sh TREEBANKS OUT
#
# A step whose result stands in OUT already is passed over. PYTHON: a Python with requirements.txt; by default one is made
# in OUT/python. The program must have been built (./dev build), and wordnet-base be installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
bank=${1:?the folder of the treebanks} out=${2:?the folder to write to}
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

step "$out/vectors.txt" "$here/vectors.py" "$bank" "$top/lexicon" "$out/vectors.txt.part"
step "$out/names.conllu" "$here/silver.py" "$bank/ewt-train.conllu" "$top/lexicon" "$out/names.conllu.part"
for seed in 1 2 3; do
    step "$out/namer$seed.pt" "$here/namer.py" train "$bank" "$top/lexicon" "$out/namer$seed.pt.part" "$seed"
done
step "$out/named.conllu" "$here/namer.py" label "$out/namer1.pt,$out/namer2.pt,$out/namer3.pt" "$bank" "$top/lexicon" \
    "$out/vectors.txt" "$top/build/release/accord" "$out/named.conllu.part" "$out/chances.conllu"
step "$out/renamed.conllu" "$here/silver.py" "$bank/ewt-train.conllu" "$top/lexicon" "$out/renamed.conllu.part" 1 2 "$out/named.conllu"
