#!/usr/bin/env python3
"""The HTML report in a browser: a click on a line shows its sentence marked in the source texts, side by side; keys move and
close; it works without JavaScript, on paper, in both themes, and with hostile articles.

    browser_check.py BUILD_DIR SOURCE_DIR

Skipped, and says so, where chromium or chromedriver is missing. ACCORD_SHOTS=DIR keeps pictures of what it saw.
"""
import json
import os
import subprocess
import sys
import tempfile

from webdriver import Browser, Missing

build, source = sys.argv[1:3]
accord = os.path.join(build, "accord")
shots = os.environ.get("ACCORD_SHOTS")
bad = []


def check(what, fine):
    if not fine:
        bad.append(what)


def report(name, *inputs):
    return subprocess.run([accord, "report", "--one-story", "--format", name, *inputs], capture_output=True, check=True).stdout.decode()


def shot(b, name):
    if shots:
        b.shot(os.path.join(shots, name + ".png"))


PANE = """const p = document.getElementById('pane');
if (!p || p.hidden) return null;
return {words: p.querySelector('.words').textContent, columns: [...p.querySelectorAll('.column')].map(c => {
  const t = c.querySelector('.text').getBoundingClientRect(), m = c.querySelector('mark'), r = m && m.getBoundingClientRect();
  return {who: c.querySelector('figcaption').textContent, marks: [...c.querySelectorAll('mark')].map(e => e.textContent),
          seen: !!r && r.top >= t.top - 1 && r.top < t.bottom, left: t.left, text: c.querySelector('.text').textContent}; })};"""
SELECTED = "const e = document.querySelector('details.at'); return e && e.id"
LINES = "return [...document.querySelectorAll('details.claim, details.conflict, details.quote')].filter(e => e.firstElementChild.checkVisibility()).map(e => e.id)"
CONTRAST = """const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
const light = (c) => { const [r, g, b] = rgb(c).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if ((rgb(c)[3] ?? 1) > 0.5) return c; } return 'rgb(255, 255, 255)'; };
return arguments[0].map((s) => { const e = document.querySelector(s); if (!e) return [s, 99];
  const a = light(getComputedStyle(e).color), b = light(ground(e)); return [s, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]; });"""
TEXTS = ["h1", ".facts", ".tally .solid a", ".tally .disputed a", ".tally .repeated a", ".tally .single a", ".menu a", ".words", ".around", ".meta",
         ".established .status", ".disputed .status", ".repeated .status", ".single .status", ".passage p", "mark", ".ref", ".because", "code",
         ".number", "footer", ".act", ".count", ".note", "dt"]


def squeeze(text):
    return "".join(text.split()).replace("\ufffd", "")


def check_click(b, story, claims):
    """Every claim: its mentions are what is marked, in the columns of their articles, and the first is in sight."""
    texts = {a["id"]: a["text"] for a in story["articles"]}
    for c in story["claims"][:claims]:
        if not b.run(f"return document.querySelector('#s1-{c['id']} > summary').checkVisibility()"):
            continue
        b.click(f"#s1-{c['id']} > summary")
        pane = b.run(PANE)
        if not pane:
            bad.append(f"a click on {c['id']} opens nothing")
            continue
        check(f"{c['id']}: the pane says {pane['words'][:60]!r}", squeeze(c["text"]) in squeeze(pane["words"]))
        articles = {m["article"] for m in c["mentions"]}
        check(f"{c['id']}: {len(pane['columns'])} columns for {len(articles)} articles", len(pane["columns"]) == min(12, len(articles)))
        marked = squeeze(" ".join(m for col in pane["columns"] for m in col["marks"]))
        for m in c["mentions"]:
            said = squeeze(texts[m["article"]][m["start"]:m["end"]])
            overlap = any(o is not m and o["article"] == m["article"] and o["start"] < m["end"] and m["start"] < o["end"] for o in c["mentions"])
            check(f"{c['id']}: not marked: {said[:60]!r}", overlap or said in marked)
        check(f"{c['id']}: the words are out of sight", all(col["seen"] for col in pane["columns"]))
        check(f"{c['id']}: columns on top of each other", len({col["left"] for col in pane["columns"]}) == len(pane["columns"]))
        check(f"{c['id']}: no whole text", all(len(col["text"]) > 200 for col in pane["columns"]))


def check_keys(b):
    lines = b.run(LINES)
    b.keys("Escape")
    check("Esc leaves the pane", b.run(PANE) is None)
    b.run("document.activeElement.blur(); location.hash = ''; scrollTo(0, 0)")
    at = b.run(SELECTED)
    b.keys("j")
    first = b.run(SELECTED)
    check(f"j goes from {at} to {first}", first in lines and (at is None or lines.index(first) == lines.index(at) + 1))
    b.keys("j")
    check("a second j", b.run(SELECTED) == lines[lines.index(first) + 1])
    b.keys("k")
    check("k goes back", b.run(SELECTED) == first)
    check("j and k open nothing while all is closed", b.run(PANE) is None)
    b.keys("Enter")
    opened = b.run(PANE)
    check("Enter opens the line", opened and opened["columns"])
    b.keys("j")
    moved = b.run(PANE)
    check("j moves in the open pane", moved and moved["words"] != opened["words"])
    b.keys("Escape")
    check("Esc closes, the line keeps the focus", b.run(PANE) is None and b.run("return document.activeElement.tagName") == "SUMMARY")
    b.run("location.hash = '#s1-c2'")
    check("a link to a claim opens it", (b.run(PANE) or {}).get("columns") and b.run(SELECTED) == "s1-c2")
    b.keys("Escape")


def check_shape(b):
    counts = b.run("""const n = (s) => document.querySelectorAll(s).length;
        return {main: n('main'), nav: n('nav[aria-label]'), footer: n('footer'), h1: n('h1'), story: n('article.story'), lang: document.documentElement.lang,
                unnamed: [...document.querySelectorAll('section')].filter(e => !e.hasAttribute('aria-labelledby') && !e.closest('#pane')).length,
                svg: [...document.querySelectorAll('svg')].filter(e => !e.querySelector(':scope > title') && e.getAttribute('aria-hidden') !== 'true').length,
                buttons: [...document.querySelectorAll('button')].filter(e => !e.ariaLabel).length,
                loads: performance.getEntriesByType('resource').length}""")
    check(f"landmarks: {counts}", counts["main"] == counts["footer"] == 1 and counts["nav"] == counts["h1"] == counts["story"] and counts["lang"] == "en")
    check(f"without a name: {counts}", not counts["unnamed"] and not counts["svg"] and not counts["buttons"])
    check("something was loaded", counts["loads"] == 0)
    styles = b.run("""const s = (e) => e && getComputedStyle(e);
        return {silence: s(document.querySelector('.grid td.gap'))?.backgroundImage, condition: s(document.querySelector('.positions td.act.condition'))?.backgroundColor,
                offer: s(document.querySelector('.positions td.act.offer'))?.backgroundColor}""")
    check(f"silence is not hatched: {styles}", "gradient" in (styles["silence"] or ""))
    check(f"a condition does not look like its neighbours: {styles}", styles["condition"] is not None and styles["condition"] == styles["offer"])
    for theme in ("light", "dark"):
        b.media(prefers_color_scheme=theme)
        for selector, ratio in b.run(CONTRAST, TEXTS):
            check(f"{theme}: {selector} has a contrast of {ratio:.1f}", ratio >= 4.5)
        shot(b, theme)
    grounds = []
    for theme in ("light", "dark"):
        b.media(prefers_color_scheme=theme)
        grounds.append(b.run("return getComputedStyle(document.body).backgroundColor"))
    check("one ground in both themes", grounds[0] != grounds[1])
    b.media()
    b.run("document.activeElement.blur(); scrollTo(0, 0)")
    b.size(400, 800)
    check("wider than a telephone", b.run("return document.documentElement.scrollWidth") <= 400)
    shot(b, "narrow")
    b.size(1440, 900)


def check_paper(b):
    b.click("#s1-c1 > summary")
    b.media("print")
    check("the pane is printed", not b.run("return document.getElementById('pane').checkVisibility()"))
    hidden = b.run("return [...document.querySelectorAll('details.claim blockquote mark')].filter(e => !e.checkVisibility({contentVisibilityAuto: true}) || !e.getBoundingClientRect().height).length")
    check(f"{hidden} passages are not printed", hidden == 0)
    b.media()
    pdf = b.cdp("Page.printToPDF", printBackground=True)["data"]
    check("a PDF of nothing", len(pdf) > 50000)
    b.keys("Escape")


def check_without_scripts(b, url, story):
    b.scripts(False)
    b.open(url)
    check("the script ran", b.run("return document.getElementById('pane')") is None)
    check("keys are promised", not b.run("return document.querySelector('.keys').checkVisibility()"))
    b.click("#s1-c1 > summary")
    said = b.run("return [...document.querySelectorAll('#s1-c1 figure')].map(e => e.checkVisibility() && e.querySelector('mark').textContent)")
    check("a line does not open", said and all(said))
    texts = {a["id"]: a["text"] for a in story["articles"]}
    mentions = [squeeze(texts[m["article"]][m["start"]:m["end"]]) for m in story["claims"][0]["mentions"]]
    check("a line opens with other words", all(squeeze(s) in mentions for s in said if s))
    b.click("#s1-c1 figure .ref")
    target = b.run("const e = document.querySelector(':target'), r = e.getBoundingClientRect(); return [e.className, r.top, getComputedStyle(e).backgroundColor]")
    check(f"a reference leads to {target}", target[0] == "s" and 0 <= target[1] < 900 and target[2] != "rgba(0, 0, 0, 0)")
    b.scripts(True)


def check_hostile(b, room):
    from formats_hostile import write_story
    folder = os.path.join(room, "hostile")
    os.mkdir(folder)
    write_story(folder)
    path = os.path.join(room, "hostile.html")
    with open(path, "w", encoding="utf-8") as f:
        f.write(report("html", folder))
    b.open("file://" + path)
    check("a hostile page ran something", b.run("return document.scripts.length + document.querySelectorAll('main img, main script').length") == 1)
    for line in b.run(LINES)[:10]:
        b.click(f"#{line} > summary")
        pane = b.run(PANE)
        check(f"hostile {line} opens nothing", pane and pane["columns"])
    check("elements in the pane", b.run("return document.querySelectorAll('#pane img, #pane script, #pane b b').length") == 0)


def main():
    with tempfile.TemporaryDirectory() as room, Browser() as b:
        for name in ("river-talks", "ferry"):
            folder = os.path.join(source, "examples", name, "articles")
            path = os.path.join(room, name + ".html")
            with open(path, "w", encoding="utf-8") as f:
                f.write(report("html", folder))
            story = json.loads(report("json", folder))["stories"][0]
            b.open("file://" + path)
            check_click(b, story, 12 if name == "river-talks" else 4)
            shot(b, name + "-pane")
            check_keys(b)
            if name == "river-talks":
                check_shape(b)
                check_paper(b)
                check_without_scripts(b, "file://" + path, story)
        check_hostile(b, room)
        for entry in b.log():
            check(f"the browser complains: {entry['message'][:200]}", entry["level"] != "SEVERE")
    for line in bad[:40]:
        print(line)
    print(f"{len(bad)} complaints")
    return 1 if bad else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Missing as what:
        print(f"skipped: there is no {what}; the HTML report was not opened in a browser")
        sys.exit(77)
