#!/usr/bin/env python3
"""Every format of an account says the same as its JSON, and nothing that stands in an article can break one.

    formats_check.py BUILD_DIR SOURCE_DIR
"""
import csv
import glob
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile

from formats_hostile import write_story

build, source = sys.argv[1:3]
accord = os.path.join(build, "accord")
FORMATS = "text json md html csv plover gdelt-events gdelt-mentions".split()
PLOVER = "id date actor recipient event mode event_loc event_text quad_code event_scale context link text text_info cite_info coder comment".split()
bad = []


def check(what, fine):
    if not fine:
        bad.append(what)


def run(*args, status=0):
    made = subprocess.run([accord, *args], capture_output=True)
    check(f"{' '.join(args)}: exit status {made.returncode}: {made.stderr.decode()[:200]}", made.returncode == status)
    return made.stdout.decode("utf-8")


def report(folder, name, *options):
    return run("report", "--one-story", "--format", name, *options, folder)


class Page(html.parser.HTMLParser):
    """Elements are closed in order, ids are there once, links lead to something, nothing comes from outside."""
    VOID = {"meta", "br", "img", "link", "rect", "path", "circle"}

    def __init__(self, where):
        super().__init__(convert_charrefs=True)
        self.where, self.open, self.ids, self.links, self.scripts, self.text, self.names = where, [], set(), [], 0, [], set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                check(f"{self.where}: the id {value} twice", value not in self.ids)
                self.ids.add(value)
            elif name == "href" and value.startswith("#"):
                self.links.append(value[1:])
            check(f"{self.where}: the attribute {name} of {tag}", not name.startswith("on") and name not in ("style", "src", "srcdoc"))
        self.scripts += tag == "script"

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        check(f"{self.where}: </{tag}> closes {self.open[-1:]}", self.open and self.open[-1] == tag)
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("script", "style"):
            self.text.append(data)

    def done(self):
        check(f"{self.where}: left open: {self.open}", not self.open)
        check(f"{self.where}: {self.scripts} scripts", self.scripts == 1)
        check(f"{self.where}: img or iframe", not {"img", "iframe", "object", "link"} & self.names)
        for link in self.links:
            check(f"{self.where}: a link to nothing: {link}", link in self.ids)
        return "".join(self.text)


def squeeze(text):
    return re.sub(r"[\W_\ufffd]+", "", text)


def check_html(where, page, story):
    p = Page(where)
    p.feed(page)
    text = squeeze(p.done())
    for c in story["claims"]:
        check(f"{where}: no claim {c['id']}", squeeze(c["text"]) in text)
    for article in story["articles"]:
        for paragraph in article["text"].split("\n"):
            check(f"{where}: without the paragraph {paragraph[:60]!r}", squeeze(paragraph) in text)
    check(f"{where}: a claim without its place", len(re.findall(r'<details class="claim', page)) == len(story["claims"]))
    check(f"{where}: a control character", not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe]", page))


def check_csv(where, text, story):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    check(f"{where}: {len(rows)} rows", len(rows) == sum(len(c["mentions"]) for c in story["claims"]))
    texts = {a["id"]: a["text"] for a in story["articles"]}
    for row in rows:
        check(f"{where}: a row of another width", None not in row and None not in row.values())
        check(f"{where}: {row['claim']} says other words",
              squeeze(row["words"]) == squeeze(texts[row["article"]][int(row["start"]):int(row["end"])]))
        check(f"{where}: a formula: {row['text'][:40]}", not re.match(r"[=+@]|-\D", row["text"]))


def check_plover(where, text, story):
    records = [json.loads(line) for line in text.split("\n") if line]
    coded = [c for c in story["claims"] if c["plover"]]
    check(f"{where}: {len(records)} records of {len(coded)} claims", len(records) == len(coded))
    texts = {a["id"]: a["text"] for a in story["articles"]}
    check(f"{where}: an id twice", len({r["id"] for r in records}) == len(records))
    for r, c in zip(records, coded):
        check(f"{where}: {r['id']} lacks {set(PLOVER) - set(r)}", set(PLOVER) <= set(r))
        check(f"{where}: {r['id']} is {r['event']}", r["event"] == [c["plover"]])
        info = r["text_info"]
        check(f"{where}: {r['id']} stands elsewhere", texts[info["text_story"]][info["start"]:info["end"]] == r["event_text"] == c["text"])
        check(f"{where}: the date {r['date']}", r["date"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", r["date"]))
        check(f"{where}: {r['quad_code']}", 1 <= r["quad_code"] <= 4 and -10 <= r["event_scale"] <= 10)


def check_gdelt(where, events, mentions, story):
    rows = [line.split("\t") for line in events.split("\n") if line]
    told = [line.split("\t") for line in mentions.split("\n") if line]
    check(f"{where}: events of {set(map(len, rows))} columns", set(map(len, rows)) <= {61})
    check(f"{where}: mentions of {set(map(len, told))} columns", set(map(len, told)) <= {16})
    coded = [c for c in story["claims"] if c["cameo"]]
    pairs = [min(16, max(1, len(c["actors"])) * max(1, len(c["recipients"]))) for c in coded]
    check(f"{where}: {len(rows)} events, not {sum(pairs)}", len(rows) == sum(pairs))
    check(f"{where}: {len(told)} mentions", len(told) == sum(n * len(c["mentions"]) for n, c in zip(pairs, coded)))
    ids = [r[0] for r in rows]
    check(f"{where}: numbers of events", len(set(ids)) == len(ids) and {t[0] for t in told} == set(ids) and all(int(i) < 2 ** 53 for i in ids))
    for r in rows:
        check(f"{where}: the day {r[1:5]}", not r[1] or (len(r[1]) == 8 and r[2] == r[1][:6] and r[3] == r[1][:4]))
        check(f"{where}: the codes {r[26:31]}", r[26].startswith(r[27]) and r[27].startswith(r[28]) and r[29] in "1234" and -10 <= float(r[30]) <= 10)
        check(f"{where}: the counts {r[31:34]}", int(r[31]) >= int(r[33]) >= int(r[32]) >= 1)
    articles = {a["url"] or a["source"]: a["text"] for a in story["articles"]}
    heads = {(m["article"], m["head"][0]) for c in coded for m in c["mentions"]}
    by_name = {a["url"] or a["source"]: a["id"] for a in story["articles"]}
    for t in told:
        check(f"{where}: a mention at {t[9]} of {t[5]}", t[5] in articles and (by_name[t[5]], int(t[9])) in heads and int(t[12]) == len(articles[t[5]]))


def check_folder(name, folder, *options):
    made = {f: report(folder, f, *options) for f in FORMATS}
    stories = json.loads(made["json"])["stories"]
    if not stories:
        return made
    story, where = stories[0], f"{name} {' '.join(options)}"
    check_html(where + " html", made["html"], story)
    check_csv(where + " csv", made["csv"], story)
    check_plover(where + " plover", made["plover"], story)
    check_gdelt(where + " gdelt", made["gdelt-events"], made["gdelt-mentions"], story)
    md = squeeze(made["md"])
    for c in [c for c in story["claims"] if c["status"] in ("established", "corroborated", "disputed", "denied")][:12]:
        check(f"{where} md: no claim {c['id']}", squeeze(c["text"]) in md)
    return made


def check_options(folder):
    """--as-of, --without and --explain reach every format."""
    plain = {f: report(folder, f) for f in FORMATS}
    first = json.loads(plain["json"])["stories"][0]
    days = sorted({a["published"][:10] for a in first["articles"] if a["published"]})
    early = check_folder("as of", folder, "--as-of", days[0])
    later = [a for a in first["articles"] if a["published"][:10] > days[0]]
    left = json.loads(early["json"])["stories"][0]
    check("--as-of keeps an article of later", {a["published"][:10] for a in left["articles"]} == {days[0]})
    for f in FORMATS:
        check(f"--as-of does nothing to {f}", early[f] != plain[f])
        for a in later:
            check(f"--as-of leaves {a['id']} in {f}", a["source"] not in early[f] and (not a["url"] or a["url"] not in early[f]))
    check("--as-of before all is empty", json.loads(report(folder, "json", "--as-of", "1900-01-01"))["stories"] == [])
    without = check_folder("without", folder, "--without", "Reuters")
    for f in ("text", "json", "md", "html", "csv"):
        check(f"--without does nothing to {f}", without[f] != plain[f])
    check("--without is not recorded", json.loads(without["json"])["made"]["without"] == "Reuters")
    for c in json.loads(without["json"])["stories"][0]["claims"]:
        check(f"--without leaves {c['id']} to Reuters", all("Reuters" not in r for r in c["origins"]["reasons"]))
    reason = first["claims"][0]["origins"]["reasons"][0]
    for f in ("text", "md"):
        explained = report(folder, f, "--explain")
        check(f"--explain does nothing to {f}", "because" in explained and squeeze(reason) in squeeze(explained) and explained != plain[f])
    check("html and csv give no reasons", squeeze(reason) in squeeze(plain["html"]) and squeeze(reason) in squeeze(plain["csv"]))


def main():
    for folder in sorted(glob.glob(os.path.join(source, "examples", "*", "articles"))):
        check_folder(os.path.basename(os.path.dirname(folder)), folder)
    check_options(os.path.join(source, "examples", "river-talks", "articles"))
    for line in run("read", "--format", "plover", os.path.join(source, "examples", "ferry", "articles")).splitlines():
        check("read plover: " + line[:80], set(PLOVER) <= set(json.loads(line)))
    with tempfile.TemporaryDirectory() as room:
        write_story(room)
        made = check_folder("hostile", room)
        check("hostile html: a link that runs", "javascript:" not in "".join(re.findall(r'href="[^"]*"', made["html"])))
        check("hostile: no claims at all", json.loads(made["json"])["stories"][0]["claims"])
    both = sorted(glob.glob(os.path.join(source, "examples", "*", "articles")))
    several = run("report", "--format", "html", *both)
    p = Page("several stories")
    p.feed(several)
    p.done()
    check("several stories in one page", several.count('<article class="story"') >= 2)
    for line in bad[:40]:
        print(line)
    print(f"{len(bad)} complaints")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
