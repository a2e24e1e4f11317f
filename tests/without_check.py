#!/usr/bin/env python3
"""--without takes an origin away: no claim leans on it any more, and the others stand as they did.

    without_check.py BUILD_DIR SOURCE_DIR
"""
import json
import os
import subprocess
import sys


def story(build, source, *options):
    made = subprocess.run([os.path.join(build, "accord"), "report", "--format", "json", "--one-story", *options,
                           os.path.join(source, "examples", "river-talks", "articles")], capture_output=True, check=True)
    return json.loads(made.stdout)["stories"][0]


def places(s):
    return {(m["article"], m["start"], m["end"]) for c in s["claims"] for m in c["mentions"]}


def main():
    whole, less = story(*sys.argv[1:3]), story(*sys.argv[1:3], "--without", "Reuters")
    via = lambda s: {link for c in s["claims"] for m in c["mentions"] for link in m["via"]}
    assert "Reuters" in via(whole), "the example does not lean on Reuters"
    assert "Reuters" not in via(less), "a mention still leans on Reuters"
    assert places(less) < places(whole), "nothing was taken away, or something came"
    assert not any("Reuters" in r for c in less["claims"] for r in c["origins"]["reasons"]), "Reuters is still a reason"
    assert len(less["claims"]) <= len(whole["claims"])
    assert story(*sys.argv[1:3], "--without", "Nobody at All") == whole, "taking nobody away changes the account"
    print(f"{len(places(whole))} mentions, {len(places(less))} without Reuters")


if __name__ == "__main__":
    main()
