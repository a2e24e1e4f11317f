"""formats_hostile: a story whose articles try to break out of every format that an account is written in."""
import json
import os

HOSTILE = ("</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "\"quoted\" & 'so on'", "]]> <!-- --> {{x}} `code` $(id)",
           "line\u2028and\u2029paragraph", "\u202eturned\u202c \u2066about\u2069", "bell\x07 escape\x1b[31m", "| pipe *star* _under_ [link](http://x.example)",
           "=cmd|' /C calc'!A0", "&lt;b&gt; &amp;amp; &#x3c;", "</style></title></textarea></svg>", "\ufeff\ufffe\U0001f600 e\u0301")


def write_story(room):
    for i in range(3):
        lines = [f"The minister of Arvenia said on Monday: {h} and the minister of Tolmark rejected the demand." for h in HOSTILE[i::3]]
        body = "\n\n".join(lines + [f"“{h} we will never pay,” Lena Dravic told parliament on Tuesday." for h in HOSTILE[i::3]])
        with open(os.path.join(room, f"h{i}.jsonl"), "w", encoding="utf-8") as f:
            json.dump({"id": f"h{i}\"><i>{i}", "outlet": HOSTILE[i], "title": HOSTILE[-1 - i], "published": f"2025-03-0{i + 3}",
                       "url": f"javascript:alert({i})", "byline": [HOSTILE[5 - i]], "text": body}, f)
