#!/usr/bin/env bash
# Each kind of bad input gives one line that says which, where and why, and the exit status: errors.sh BUILD_DIR SOURCE_DIR
set -uo pipefail
accord=$1/accord
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room" || exit 1
failures=0

# expect STATUS LINES PATTERN COMMAND…: the exit status, lines on standard error, and what one of them must match
expect() {
    local status=$1 lines=$2 pattern=$3 got count
    shift 3
    "$@" >out 2>err </dev/null
    got=$?
    count=$(wc -l <err)
    if [ "$got" != "$status" ] || [ "$count" != "$lines" ] || ! { [ "$lines" = 0 ] || grep -qE "$pattern" err; }; then
        echo "$*: exit status $got (not $status), $count lines (not $lines), wanted /$pattern/:"
        sed 's/^/    /' err
        failures=$((failures + 1))
    fi
}

printf 'The bridge was closed on Monday, the road agency said.\n\nIt will open again in March, the agency said.\n' >good.txt
: >empty.txt
printf '\0\1\2\3\0\0\0\377binary' >binary.txt
printf 'The bridge was \377\376 closed on Monday.\n' >latin.txt
printf '{"id": "r1", "text": "The bridge was closed on Monday."}\n{"id": "r2", "text": \n' >cut.jsonl
printf '{"id": "r1", "outlet": "Harbour Post"}\n' >notext.jsonl
printf '[1, 2]\n' >array.jsonl
printf 'The ferry sank on Tuesday, the coast guard said.\n' >side.txt
printf '{"outlet": ' >side.meta.json
mkdir folder nothing
cp good.txt folder/

expect 0 0 '' "$accord" read good.txt
expect 0 0 '' "$accord" report folder
expect 0 0 '' bash -c "'$accord' clean - <good.txt"
expect 2 1 '^accord: nosuch\.txt: ' "$accord" read nosuch.txt
expect 1 1 '^accord: nosuch\.txt: ' "$accord" read nosuch.txt good.txt
expect 1 1 '^accord: empty\.txt: ' "$accord" read empty.txt good.txt
expect 1 1 '^accord: binary\.txt: ' "$accord" read binary.txt good.txt
expect 1 1 '^accord: latin\.txt: (line 1: )?byte 15: ' "$accord" read latin.txt good.txt
expect 1 1 '^accord: cut\.jsonl(:2)?: ' "$accord" read cut.jsonl good.txt
expect 1 1 '^accord: notext\.jsonl(:1)?: ' "$accord" read notext.jsonl good.txt
expect 1 1 '^accord: array\.jsonl(:1)?: ' "$accord" read array.jsonl good.txt
expect 1 1 '^accord: side\.(txt|meta\.json): ' "$accord" read side.txt good.txt
expect 2 1 '^accord: ' "$accord" read nothing
expect 2 2 '^accord: ' "$accord" report empty.txt binary.txt

expect 2 1 '^accord: no command' "$accord"
expect 2 1 '^accord: no such command: tell' "$accord" tell good.txt
expect 2 1 '^accord: no such option: --colour' "$accord" read --colour good.txt
expect 2 1 '^accord: no such option: -q' "$accord" read -q good.txt
expect 2 1 '^accord: this command has no such option: --as-of' "$accord" clean --as-of 2025-01-01 good.txt
expect 2 1 '^accord: this option needs a value: --format' "$accord" read good.txt --format
expect 2 1 '^accord: this option takes no value: --all=1' "$accord" report --all=1 good.txt
expect 2 1 '^accord: --format cannot be' "$accord" clean --format tsv good.txt
expect 2 1 '^accord: --from cannot be' "$accord" read --from pictures good.txt
expect 2 1 '^accord: --as-of cannot be' "$accord" report --as-of someday good.txt
expect 2 1 '^accord: --threads cannot be' "$accord" report --threads 0 good.txt
expect 2 1 '^accord: no input' "$accord" read
expect 2 1 '^accord: nosuch\.model: ' "$accord" read --model nosuch.model good.txt
expect 2 1 '^accord: good\.txt: ' "$accord" read --model good.txt good.txt
expect 2 1 '^accord: no/such/folder/out: cannot be written: ' "$accord" read --output no/such/folder/out good.txt
[ ! -w /dev/full ] || expect 2 1 'cannot be written: ' "$accord" clean --output /dev/full good.txt

# What was there stays when nothing could be done, and is replaced whole otherwise.
echo before >kept
expect 2 1 '^accord: nosuch\.txt: ' "$accord" read --output kept nosuch.txt
[ "$(cat kept)" = before ] || { echo "--output was written though nothing could be done"; failures=$((failures + 1)); }
expect 0 0 '' "$accord" clean --output kept good.txt
grep -q '"id":"good"' kept || { echo "--output did not write"; failures=$((failures + 1)); }
[ "$(find . -name '*.part*' | wc -l)" = 0 ] || { echo "--output left a part behind"; failures=$((failures + 1)); }

# A terminal obeys nothing that a file's name says.
name=$(printf 'a\033[31mb.txt')
expect 2 1 '^accord: a\?\[31mb\.txt: ' "$accord" read "$name"

[ $failures -eq 0 ] && echo "all as it should be"
exit $((failures > 0))
