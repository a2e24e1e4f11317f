#!/usr/bin/env python3
"""Grouping beside near-duplicate search with datasketch (PyPI), in one run: articles a second of CPU time, and the ratio.

    python3 bench/peer_datasketch.py build/release/accord ARTICLES.jsonl

Both read the same rows and put them under what they are like: accord by its stories, datasketch by MinHash (128
permutations over runs of three words) and an LSH at 0.5, as its documentation does it. Needs `pip install datasketch`.
"""
import json
import os
import subprocess
import sys
import time

from datasketch import MinHash, MinHashLSH


def main():
    accord, path = sys.argv[1:3]
    before = os.times()
    subprocess.run([accord, "group", "--threads", "1", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    ours = after.children_user + after.children_system - before.children_user - before.children_system
    began, n, index = time.process_time(), 0, MinHashLSH(threshold=0.5, num_perm=128)
    with open(path, encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            row = json.loads(line)
            words = (row.get("title", "") + " " + row.get("text", "")).lower().split()
            sketch = MinHash(num_perm=128)
            sketch.update_batch({" ".join(words[i:i + 3]).encode() for i in range(max(1, len(words) - 2))})
            index.query(sketch)
            index.insert(str(n), sketch)
    theirs = time.process_time() - began
    print("case\tarticles\tseconds\tarticles_per_second")
    print(f"accord-group\t{n}\t{ours:.3f}\t{n / ours:.0f}\ndatasketch\t{n}\t{theirs:.3f}\t{n / theirs:.0f}")
    print(f"ratio\t{n}\t{theirs / ours:.1f}\t")


if __name__ == "__main__":
    main()
