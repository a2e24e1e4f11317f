#!/usr/bin/env bash
# The README's C example compiles with nothing but accord.h, and does what it says; accord.h is plain C without the lines
# that begin with #, as foreign-function interfaces read it: readme.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
command -v cc >/dev/null || { echo "skipped: no cc"; exit 77; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

awk '/^```c$/ {on = 1; next} /^```$/ {on = 0} on' "$2/README.md" >"$room/example.c"
[ -s "$room/example.c" ] || { echo "README.md has no C example"; exit 1; }
sanitizers=$(grep -oE '^CMAKE_C_FLAGS:[^=]*=.*' "$1/CMakeCache.txt" | grep -oE -- '-fsanitize=[a-z,]+|--coverage' | tr '\n' ' ' || true)
compiler=$(sed -nE 's/^CMAKE_C_COMPILER:[^=]*=//p' "$1/CMakeCache.txt")
# shellcheck disable=SC2086,SC2046 # words of flags
"$compiler" -std=c17 -Wall -Wextra -Wpedantic -Werror $sanitizers -I"$2/include" "$room/example.c" -o "$room/example" \
    "$1/libaccord.a" $(pkg-config --libs jansson libutf8proc libxxhash nettle sqlite3 zlib libdeflate libzstd libbrotlidec) -lm -lpthread
"$room/example" >"$room/out"
grep -q 'Harbour Post' "$room/out" || { echo "the example does not name its articles:"; cat "$room/out"; exit 1; }

{ echo 'typedef unsigned long size_t;'; grep -v '^#' "$2/include/accord.h"; } >"$room/plain.h"
"$compiler" -std=c17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c "$room/plain.h"
echo "the README's example runs, and accord.h is plain C"
