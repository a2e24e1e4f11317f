#!/usr/bin/env bash
# The same bytes for any number of threads, and twice the same: threads.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
accord=$1/accord
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$2"
inputs=(examples examples/*/articles) # each article more than once, so that there are more documents than threads

for what in "clean" "read --format json" "read --format text" "group" "report --format json" "report --format text" \
    "report --format json --one-story" "report --format html" "report --format md" "report --format csv" \
    "report --format plover" "report --format gdelt-mentions"; do
    # shellcheck disable=SC2086 # the words of $what are words of the command
    for run in 1 2 8 again; do
        threads=$run
        [ "$run" = again ] && threads=8
        "$accord" $what --threads "$threads" "${inputs[@]}" >"$room/$run" 2>"$room/$run.err"
        cmp "$room/1" "$room/$run" || { echo "accord $what differs with $run threads"; exit 1; }
        cmp "$room/1.err" "$room/$run.err" || { echo "accord $what complains differently with $run threads"; exit 1; }
    done
    [ -s "$room/1" ] || { echo "accord $what wrote nothing"; exit 1; }
done
echo "twelve commands, the same bytes with 1, 2 and 8 threads"
