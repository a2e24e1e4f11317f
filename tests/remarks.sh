#!/bin/sh
# An article in another language, and one of which a page shows the beginning alone, are said to be so in every report:
# their silence is none.
set -eu
accord=$1/accord
[ -x "$accord" ] || exit 77
dir=$(mktemp -d)
trap 'rm -r "$dir"' EXIT
mkdir "$dir/in"
cat >"$dir/in/one.txt" <<'END'
Old bridge closed

The old bridge was closed on Monday after inspectors found a crack in it, the road agency said. It will stay closed for a month, the agency said.
END
cat >"$dir/in/two.txt" <<'END'
Le vieux pont est fermé

Le vieux pont a été fermé lundi après que des inspecteurs ont trouvé une fissure, a dit l'agence des routes. Il restera fermé pendant un mois, et les habitants devront passer par la vallée, ce qui leur prendra une heure de plus. Le maire a demandé que les travaux commencent sans attendre, car les commerçants craignent pour leur saison.
END
cat >"$dir/in/three.html" <<'END'
<html><head><title>Crack found in old bridge</title><script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script></head>
<body><h1>Crack found in old bridge</h1><p>The crack that closed the old bridge on Monday is wider than inspectors had thought, two engineers said on Tuesday.</p>
<div>Subscribe to continue reading.</div></body></html>
END
"$accord" clean "$dir/in/three.html" | jq -e '.teaser == "pay"' >/dev/null || { echo "remarks: no teaser in the article"; exit 1; }
"$accord" clean "$dir/in/one.txt" | jq -e 'has("teaser") | not' >/dev/null || { echo "remarks: a whole article is called a teaser"; exit 1; }
for format in text md html; do
    "$accord" report --one-story --format $format "$dir/in" >"$dir/out"
    for words in "not read: its language is fr" "only the beginning: its page asks to pay for the rest"; do
        tr '\n' ' ' <"$dir/out" | tr -s ' ' | grep -q "$words" || { echo "remarks: $format does not say: $words"; exit 1; }
    done
done
