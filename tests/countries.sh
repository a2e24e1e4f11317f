#!/usr/bin/env bash
# lexicon/countries.tsv is what tools/make_countries.py makes of the installed iso-codes.
set -euo pipefail
made=$(mktemp)
trap 'rm -f "$made"' EXIT
status=0
python3 "$2/tools/make_countries.py" >"$made" || status=$?
[ "$status" -eq 77 ] && { echo "iso-codes is not installed"; exit 77; }
[ "$status" -eq 0 ] || exit 1
diff -u "$2/lexicon/countries.tsv" "$made"
