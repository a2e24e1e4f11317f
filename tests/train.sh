#!/usr/bin/env bash
# The trainer on a treebank of five sentences: the same bytes twice, a model that knows what it was taught, and that is
# refused when it is cut or damaged.
#
#     train.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
train=$1/accord-train
treebank=$2/tests/treebank
[ -x "$train" ] || { echo "no trainer was built"; exit 77; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
# Scarce features are left out of real models; five sentences have nothing else, so they are all written twice.
for file in ewt gum-open; do
    for i in 1 2 3 4 5 6; do cat "$treebank/$file-train.conllu"; done >"$room/$file-train.conllu"
done
small="--embed 48 --hidden 48 --layers 2 --arc 32 --label 32 --rounds 100 --batch 60 --rate 0.008 --seed 7"
printf 'the\t0.5 1 -1 0\nof\t1 0 0 -0.5\n^th\t1 1 0 0\n##es\t0 0 1 0\n' >"$room/vectors.txt"
"$train" model $small --vectors "$room/vectors.txt" "$room" "$room/one.model" 2>/dev/null
"$train" model $small --vectors "$room/vectors.txt" --threads 2 "$room" "$room/two.model" 2>/dev/null
cmp "$room/one.model" "$room/two.model"

# The vectors of a model are those that it was made with.
"$train" model $small --rounds 1 --vectors "$room/one.model" "$room" "$room/three.model" 2>"$room/log"
grep -q '4 vectors of 4' "$room/log"

# Sentences whose names alone teach: a name that the treebank lacks, its tags wrong.
for i in 1 2 3 4 5 6; do
    printf '1\tToday\t_\tX\tFW\t_\t2\tdep\t_\t_\n2\tOrsel\t_\tX\tFW\t_\t0\troot\t_\tNER=B-ORG\n3\tslept\t_\tX\tFW\t_\t2\tdep\t_\t_\n\n'
done >"$room/names.conllu"
"$train" model $small --silver-share 1 --names "$room/names.conllu" "$room" "$room/four.model" 2>/dev/null
"$train" words "$room/four.model" "$room/names.conllu" >"$room/named.conllu"
grep -q 'Orsel.*NER=B-ORG' "$room/named.conllu"
! grep -P '\tX\t' "$room/named.conllu" || { echo "the tags of sentences that teach names alone were learned"; exit 1; }

# A second network for names alone leaves the rest as it is, learns what teachers doubt, and is the same twice.
for i in 1 2 3; do
    printf '# newdoc\n1\tToday\t_\tX\tFW\t_\t2\tdep\t_\t_\n2\tOrsel\t_\tX\tFW\t_\t0\troot\t_\tNER=B-ORG|Chances=B-ORG:90,O:10\n'
    printf '3\tslept\t_\tX\tFW\t_\t2\tdep\t_\t_\n\n1\tOrsel\t_\tX\tFW\t_\t2\tdep\t_\tNER=B-ORG\n2\twoke\t_\tX\tFW\t_\t0\troot\t_\t_\n\n'
done >"$room/chances.conllu"
tiny="--embed 16 --hidden 16 --layers 1 --rounds 100 --batch 60 --rate 0.02 --seed 7 --names $room/chances.conllu"
"$train" names "$room/one.model" $tiny "$room" "$room/five.model" 2>/dev/null
"$train" names "$room/one.model" $tiny --threads 2 "$room" "$room/six.model" 2>/dev/null
cmp "$room/five.model" "$room/six.model"
"$train" names "$room/five.model" $tiny "$room" "$room/six.model" 2>/dev/null
cmp "$room/five.model" "$room/six.model" # made anew where there is one
for file in ewt-train gum-open-train; do
    diff <("$train" words "$room/one.model" "$room/$file.conllu" | cut -f 1-9) \
        <("$train" words "$room/five.model" "$room/$file.conllu" | cut -f 1-9)
done
[ "$("$train" words "$room/five.model" "$room/chances.conllu" | grep -c 'Orsel.*NER=B-ORG')" = 6 ] ||
    { echo "the second network did not learn a name"; exit 1; }

"$train" words "$room/one.model" "$treebank/ewt-train.conllu" >"$room/again.conllu"
words() { grep -P '^\d+\t' "$1" | cut -f 2-8; }
diff <(words "$treebank/ewt-train.conllu") <(words "$room/again.conllu")
grep -q 'NER=B-PER' "$room/again.conllu"

cp "$room/five.model" "$room/one.model"
bytes=$(stat -c %s "$room/one.model")
for n in 0 1 8 100 $((bytes / 2)) $((bytes - 1)); do
    head -c "$n" "$room/one.model" >"$room/cut.model"
    if "$train" words "$room/cut.model" "$treebank/ewt-train.conllu" >"$room/out" 2>"$room/why"; then
        echo "a model of $n bytes of $bytes was taken"
        exit 1
    fi
    grep -q model "$room/why"
done
cp "$room/one.model" "$room/bad.model"
printf 'X' | dd of="$room/bad.model" bs=1 seek=$((bytes / 2)) conv=notrunc 2>/dev/null
if "$train" words "$room/bad.model" "$treebank/ewt-train.conllu" >"$room/out" 2>"$room/why"; then
    echo "a damaged model was taken"
    exit 1
fi
echo "trained twice alike, taught, and refused when damaged"
