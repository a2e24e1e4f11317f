#!/usr/bin/env bash
# The word lists that scripts write are what the scripts write now. Those of WordNet need the package wordnet-base.
set -euo pipefail
source=$2
made=$(mktemp)
trap 'rm -f "$made"' EXIT
same() { # list, command …
    list=$1
    shift
    "$@" >"$made"
    diff -q "$source/lexicon/$list" "$made" >/dev/null || { echo "lexicon/$list is not what $* writes"; exit 1; }
}
same html_entities.tsv python3 "$source/tools/html_entities.py"
if [ ! -e /usr/share/wordnet/data.noun ]; then
    echo "skipped: 4 lists, for wordnet-base is not installed"
    exit 77
fi
same nominalisations.tsv python3 "$source/tools/make_nominalisations.py"
same people.tsv python3 "$source/tools/make_people.py"
same persons.tsv python3 "$source/tools/make_persons.py" /usr/share/wordnet
same wordnet_names.tsv python3 "$source/tools/make_wordnet_names.py" /usr/share/wordnet
