#!/usr/bin/env python3
"""The program's scores on the development sets do not drop below tests/floors.tsv.

    floors_check.py BUILD_DIR SOURCE_DIR
    ACCORD_BLESS=1 floors_check.py BUILD_DIR SOURCE_DIR     writes what is reached now, less a little

The sets and their scorers stand in shared/ beside the source folder; where there are none this is skipped (exit status 77). The
scores of the gold accounts are means over the clusters.
"""
import collections
import concurrent.futures
import glob
import json
import os
import subprocess
import sys
import tempfile

import real_stories

CLUSTERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clusters")
# Relative: what may be lost before it counts as a drop; more where nobody may look why, less where a thousandth is forty words.
SLACK = collections.defaultdict(lambda: 0.02, blind=0.05, unread=0.03, ewt=0.004, gum=0.004)
READ = [("times-meantime", "times", "time/meantime-dev.jsonl"), ("times-wikiwars", "times", "time/wikiwars-dev.jsonl"),
        ("amounts", "amounts", "amounts/newsquant-dev.jsonl"), ("attribution", "attributions", "attribution/polnear-dev.jsonl")]
TREEBANKS = [("ewt", "treebank/ewt-dev.conllu"), ("gum", "treebank/gum-open-dev.conllu")]
GROUPS = [("incidents", "stories/incidents.jsonl"), ("headlines", "stories/headlines.jsonl")]
KEPT = {  # of what a scorer prints, what a floor stands under
    "gold": "claim_mention_f1 claim_b3_f1 claim_grouping_b3_f1 claim_recall status_accuracy origins_accuracy plover_accuracy "
            "reality_accuracy who_f1 when_accuracy stance_accuracy via_f1 conflict_f1 quote_f1 quote_speaker_accuracy "
            "quote_variant_b3_f1 times_value_f1 amounts_value_f1 positions_value_f1 sources_value_f1 noise_f1",
    "real": "claim_mention_f1 claim_b3_f1 claim_grouping_b3_f1 status_accuracy origins_accuracy plover_accuracy reality_accuracy who_f1 "
            "when_accuracy stance_accuracy via_f1 conflict_f1 positions_value_f1",
    "times": "strict_f1 relaxed_f1 value_f1", "amounts": "value_f1 value_unit_f1",
    "attributions": "source_overlap_f1 cue_overlap_f1 content_overlap_f1 linked_f1",
    "events": "type_f1 type_actors_f1 type_accuracy type_macro_f1", "groups": "b3_f1 multi_b3_f1", "coref": "mention_f1 conll linked_conll",
    "treebank": "upos feats lemmas uas las entities",
    "pages": "word_f1 shingle_f1 snippets_kept snippets_held_back title_ok title_loose author_ok date_ok dateless_ok",
}


class Sets:
    def __init__(self, build, shared):
        self.accord, self.shared = os.path.join(build, "accord"), shared
        self.data = lambda *p: os.path.join(shared, "data", *p)

    def run(self, *args):
        """What the program writes; its own complaints are no matter here."""
        made = subprocess.run([self.accord, *args, "--threads", "1"], capture_output=True)
        if made.returncode not in (0, 1):
            sys.exit(f"accord {' '.join(args)}: exit status {made.returncode}: {made.stderr.decode()[:300]}")
        return made.stdout

    def score(self, scorer, args, given=b""):
        made = subprocess.run([sys.executable, os.path.join(self.shared, "score", scorer), *args], input=given, capture_output=True)
        if made.returncode:
            sys.exit(f"{scorer} {' '.join(args)}: {made.stderr.decode()[-300:]}")
        rows = (line.split() for line in made.stdout.decode().splitlines() if not line.startswith("#"))
        return {r[0]: float(r[1]) for r in rows if len(r) == 2}

    def gold(self):
        return self.accounts(os.path.join(self.shared, "gold"))

    def examples(self):
        return self.accounts(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples"))

    def heldout(self):
        """The clusters that nothing is tuned to: see tests/clusters/README.md."""
        return self.accounts(CLUSTERS, "mine", "takeover")

    def blind(self):
        """Those of them whose misses nobody has looked at either."""
        return self.accounts(CLUSTERS, "quake", "verdict")

    def real(self, half):
        """Real news: see tests/real/README.md."""
        with tempfile.TemporaryDirectory() as room:
            real_stories.write_stories(self.data(), room, half)
            return self.accounts(room)

    def accounts(self, clusters, *only):
        means = collections.defaultdict(list)
        for folder in sorted(glob.glob(os.path.join(clusters, "*", "gold.json"))):
            cluster = os.path.dirname(folder)
            if only and os.path.basename(cluster) not in only:
                continue
            account = self.run("report", "--format", "json", "--one-story", os.path.join(cluster, "articles"))
            for name, value in self.score("account.py", [cluster], account).items():
                means[name].append(value)
        return {name: sum(v) / len(v) for name, v in means.items()}

    def reading(self, kind, path):
        return self.score("reading.py", [kind, self.data(path)], self.run("read", "--format", "json", self.data(path)))

    def events(self):
        path = self.data("events", "plv-train.jsonl")
        return self.score("events.py", [path], self.run("read", "--format", "json", path))

    def groups(self, path):
        return self.score("groups.py", [self.data(path)], self.run("group", self.data(path)))

    def coref(self):
        path, stories = self.data("coref", "ecbplus-dev.jsonl"), collections.defaultdict(list)
        with open(path, encoding="utf-8") as f:
            for line in f:
                stories[json.loads(line)["story"]].append(line)
        with tempfile.TemporaryDirectory() as room:
            accounts = []
            for i, lines in enumerate(stories.values()):
                name = os.path.join(room, f"{i}.jsonl")
                with open(name, "w", encoding="utf-8") as f:
                    f.writelines(lines)
                accounts.append(os.path.join(room, f"{i}.json"))
                with open(accounts[-1], "wb") as f:
                    f.write(self.run("report", "--one-story", "--format", "json", name))
            return self.score("coref.py", [path, *accounts])

    def treebank(self, path):
        """With the treebank's own words and sentences; the names of GUM follow other rules than ours."""
        with tempfile.TemporaryDirectory() as room:
            made = os.path.join(room, "made.conllu")
            with open(made, "wb") as f:
                f.write(self.run("read", "--from", "conllu", "--format", "conllu", self.data(path)))
            got = self.score("conllu.py", [self.data(path), made])
        return got if "ewt" in path else {k: v for k, v in got.items() if k != "entities"}

    def pages(self):
        got = self.score("pages.py", [self.data("pages", "gold.jsonl")], self.run("clean", self.data("pages", "html")))
        # what is better the less there is of it, the other way round
        return got | {"snippets_held_back": 1 - got["snippets_leaked"], "dateless_ok": 1 - got["date_where_none"]}

    def all(self):
        """(set, kind, how to measure it)"""
        yield "gold", "gold", self.gold
        yield "examples", "gold", self.examples
        yield "heldout", "gold", self.heldout
        yield "blind", "gold", self.blind
        yield "read", "real", lambda: self.real("read")
        yield "unread", "real", lambda: self.real("unread")
        for name, kind, path in READ:
            yield name, kind, lambda kind=kind, path=path: self.reading(kind, path)
        yield "events", "events", self.events
        for name, path in TREEBANKS:
            yield name, "treebank", lambda path=path: self.treebank(path)
        for name, path in GROUPS:
            yield name, "groups", lambda path=path: self.groups(path)
        yield "coref", "coref", self.coref
        yield "pages", "pages", self.pages


def main():
    build, source = sys.argv[1:3]
    shared = os.path.join(source, "..", "shared")
    if not os.path.isdir(os.path.join(shared, "score")):
        print("skipped: 1 suite of floors, for there is no shared/ beside the source folder")
        return 77
    floors_path = os.path.join(source, "tests", "floors.tsv")
    floors = {}
    with open(floors_path, encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#") and line.count("\t") == 1:
                name, floor = line.split("\t")
                floors[name] = float(floor)
    bless = os.environ.get("ACCORD_BLESS")
    wanted = [s for s in Sets(build, shared).all() if bless or any(name.startswith(s[0] + ".") for name in floors)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        reached = list(pool.map(lambda s: s[2](), wanted))
    scores = {f"{name}.{metric}": values[metric] for (name, kind, _), values in zip(wanted, reached)
              for metric in (KEPT[kind].split()) if metric in values}
    for name, values in zip(wanted, reached):
        if not any(m in values for m in KEPT[name[1]].split()):
            print(f"{name[0]}: none of the expected scores, only {' '.join(values)}")
    if bless:
        with open(floors_path, "w", encoding="utf-8") as f:
            f.write("# What the program reaches on the development sets, less a little: set.score, floor. See floors_check.py.\n")
            f.writelines(f"{name}\t{value * (1 - SLACK[name.split('.')[0]]):.3f}\n" for name, value in scores.items() if value > 0)
        print(f"{len(scores)} floors written")
        return 0
    dropped = [n for n, floor in floors.items() if scores.get(n, -1.0) < floor]
    for name, value in scores.items():
        print(f"{name}\t{value:.3f}\t{floors.get(name, 0):.3f}{'  DROPPED' if name in dropped else ''}")
    for name in dropped:
        if name not in scores:
            print(f"{name}\tmissing  DROPPED")
    return 1 if dropped else 0


if __name__ == "__main__":
    sys.exit(main())
