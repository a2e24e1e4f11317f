#!/usr/bin/env bash
# Stages pipe: an account of cleaned articles is the account of the articles: pipe.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
accord=$1/accord
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$2"
for story in examples/*/articles; do
    "$accord" report --one-story --all "$story" >"$room/straight"
    "$accord" clean "$story" | "$accord" report --one-story --all - >"$room/piped"
    cmp "$room/straight" "$room/piped" || { diff "$room/straight" "$room/piped" | head -n 20; exit 1; }
    "$accord" clean "$story" | "$accord" clean - >"$room/twice" # cleaning what is clean changes nothing
    "$accord" clean "$story" >"$room/once"
    python3 - "$room/once" "$room/twice" <<'PYTHON'
import json, sys
once, twice = ([json.loads(line) for line in open(p, encoding="utf-8")] for p in sys.argv[1:])
kept = ("id", "outlet", "url", "title", "byline", "published", "language", "text")
for a, b in zip(once, twice, strict=True):
    for k in kept:
        assert a[k] == b[k], f"{a['id']}: {k}: {a[k]!r:.80} became {b[k]!r:.80}"
PYTHON
done
echo "accounts of articles and of cleaned articles are the same"
