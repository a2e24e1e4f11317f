#!/usr/bin/env python3
"""A folder of src/ includes only folders above it; only pipeline.c knows of threads; the library never prints or exits.

    layers_check.py BUILD_DIR SOURCE_DIR
"""
import os
import re
import sys

ORDER = ["base", "doc", "ingest", "clean", "model", "analyse", "extract", "story", "account", "store", "report", "serve", "cli"]
TOP = len(ORDER)  # files that stand in src/ itself: the pipeline and the public library
PRINTS = re.compile(r"(?<!format\()\b(printf|puts|putchar|fprintf\s*\(\s*std|fputs\s*\([^;]*std(?:out|err)|perror|exit|_exit|quick_exit|stdout|stderr)\b")
FREE_TO_PRINT = ("src/cli/",)


def sources(top):
    for folder, _, files in sorted(os.walk(os.path.join(top, "src"))):
        for name in sorted(files):
            if name.endswith((".c", ".h")):
                path = os.path.join(folder, name)
                yield os.path.relpath(path, top), open(path, encoding="utf-8").read()


def without_comments(text):
    keep_lines = lambda m: "\n" * m.group().count("\n") if m.group().startswith("/") else '""'
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', keep_lines, text, flags=re.S)


def layer(path):
    parts = path.split("/")
    return ORDER.index(parts[1]) if len(parts) > 2 and parts[1] in ORDER else TOP


def main():
    top, bad = sys.argv[2], []
    for path, text in sources(top):
        parts, test = path.split("/"), path.endswith("_test.c")
        if len(parts) > 2 and parts[1] not in ORDER:
            bad.append(f"{path}: the folder {parts[1]} has no place in the order")
            continue
        mine = layer(path)
        for n, line in enumerate(text.split("\n"), 1):
            m = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if not m or test:
                continue
            target = m.group(1)
            folder = target.split("/")[0]
            if "/" in target and folder in ORDER and ORDER.index(folder) > mine:
                bad.append(f"{path}:{n}: includes {target}, which stands below it")
            if "/" not in target and os.path.exists(os.path.join(top, "src", target)) and mine < ORDER.index("serve"):
                bad.append(f"{path}:{n}: includes {target}, which stands above all folders but serve and cli")
            if target == "base/thread.h" and path not in ("src/pipeline.c", "src/base/thread.c"):
                bad.append(f"{path}:{n}: only pipeline.c knows of threads")
        if path.startswith(FREE_TO_PRINT) or test:
            continue
        for n, line in enumerate(without_comments(text).split("\n"), 1):
            m = PRINTS.search(line)
            if m:
                bad.append(f"{path}:{n}: the library never prints or exits: {m.group()}")
    print("\n".join(bad) if bad else "every folder includes only what stands above it")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
