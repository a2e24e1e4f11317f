#!/usr/bin/env bash
# --help and --version, and that the manual page knows every option: help.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
accord=$1/accord
fail() { echo "$*"; exit 1; }

"$accord" --version | grep -qxE 'accord [0-9]+\.[0-9]+\.[0-9]+' || fail "--version says $("$accord" --version)"
"$accord" --help | grep -q '^usage: accord COMMAND' || fail "--help has no usage"
for command in clean read group report add find watch verify diff; do
    "$accord" --help | grep -q "accord $command " || fail "--help does not name $command"
    "$accord" $command --help | grep -q "^usage: accord $command " || fail "$command --help has no usage"
    for option in $("$accord" $command --help | sed -nE 's/^  --([a-z-]+).*/\1/p'); do
        grep -q -- "Fl Fl $option\b" "$2/docs/accord.1" || fail "docs/accord.1 does not know --$option of $command"
    done
    awk 'length($0) > 120 {exit 1}' <("$accord" $command --help) || fail "$command --help has lines over 120 columns"
done
if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning "$2/docs/accord.1" || fail "docs/accord.1 is not clean"
fi
echo "help, version and manual agree"
