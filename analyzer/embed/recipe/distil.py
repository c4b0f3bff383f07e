"""Distils vectors.bin of package embed from all-MiniLM-L6-v2.

usage: distil.py TEACHER WORDNET CORPUS PANGLEE CACHE OUT

TEACHER  folder of the model (model.safetensors, tokenizer.json)
WORDNET  folder of WordNet 3.0's data files (Debian: wordnet-base, /usr/share/wordnet)
CORPUS   gloss's own corpus; stories of the part "quality" are left out
PANGLEE  JSON Lines with a field "text": Pang and Lee's subjectivity sentences, open part (CC BY 4.0)
CACHE    folder for what the teacher says of the texts, so that a second run need not ask again
OUT      the file to write

Needs what requirements.txt pins. One thread of 2026 takes an hour and a half, nearly all of it the teacher."""
import glob
import hashlib
import json
import os
import random
import re
import struct
import sys

import numpy as np
import scipy.sparse as sparse

from teacher import Teacher

PIECES, FIRST_WORD, WIDTH = 30522, 1996, 256
LENGTH = 0.35   # a text's sum is divided by its number of pieces to this power: sums of long texts may be longer
DECAY = 0.3     # how strongly a piece is held to what the teacher says of it alone
SHARD = 4000


def wordnet(folder):
    glosses, examples = [], []
    for part in ["noun", "verb", "adj", "adv"]:
        for line in open(f"{folder}/data.{part}", encoding="utf-8", errors="replace"):
            if line.startswith("  ") or "|" not in line:
                continue
            entry, gloss = line.split("|", 1)
            examples += re.findall(r'"([^"]{15,})"', gloss)
            words = [w.replace("_", " ") for w in entry.split() if re.match(r"^[A-Za-z][A-Za-z_'\-]{2,}$", w)]
            gloss = re.sub(r'"[^"]*"', "", gloss).strip().strip(" ;")
            glosses.append(words[0] + ": " + gloss if words else gloss)
    random.seed(1)
    random.shuffle(glosses)
    random.shuffle(examples)
    return glosses, examples


def own(folder):
    texts = []
    quality = {line.split("\t")[0] for line in open(folder + "/stories.tsv", encoding="utf-8") if "\tquality\t" in line}
    for name in sorted(glob.glob(folder + "/*/*.txt")):
        if name.split("/")[-2] in quality:
            continue
        for paragraph in open(name, encoding="utf-8").read().split("\n"):
            texts += [s.strip() for s in re.split(r'(?<=[.!?][”"\']) +|(?<=[.!?]) +(?=[A-Z“"])', paragraph) if len(s) > 15]
    for name in sorted(glob.glob(folder + "/training/*.tsv")) + [f"{folder}/planted/{b}.tsv" for b in ["clauses", "commentary", "facts"]]:
        for line in open(name, encoding="utf-8"):
            text = max(line.rstrip("\n").split("\t"), key=len)
            if len(text) > 15 and not line.startswith("#"):
                texts.append(text)
    return list(dict.fromkeys(texts))


def encoded(teacher, name, texts, cache):
    """What the teacher says of texts, shard by shard from the cache where it is there."""
    out = []
    for at in range(0, len(texts), SHARD):
        file = f"{cache}/enc_{name}_{at:06d}.npy"
        if not os.path.exists(file):
            np.save(file, teacher.encode(teacher.pieces(texts[at:at + SHARD])).astype(np.float16))
        out.append(np.load(file).astype(np.float32))
    return np.concatenate(out)


def bags(pieces):
    rows = np.repeat(np.arange(len(pieces)), [len(p) for p in pieces])
    values = np.concatenate([np.full(len(p), max(1, len(p)) ** -LENGTH, np.float32) for p in pieces])
    return sparse.csr_matrix((values, (rows, np.concatenate([np.asarray(p, int) for p in pieces]))), shape=(len(pieces), PIECES))


def solve(a, b, e, decay, steps=30):
    """Minimises |a x - b|^2 + decay |x - e|^2 by conjugate gradients, all columns at once."""
    r = a.T @ (b - a @ e)
    d = np.asarray(a.multiply(a).sum(0)).ravel()[:, None] + decay
    x, z = np.zeros_like(e), r / d
    p, rz = z.copy(), (r * z).sum(0)
    for _ in range(steps):
        ap = a.T @ (a @ p) + decay * p
        step = rz / np.maximum((p * ap).sum(0), 1e-20)
        x += step * p
        r -= step * ap
        z = r / d
        rz, last = (r * z).sum(0), rz
        p = z + rz / np.maximum(last, 1e-20) * p
    return e + x


def pack(e, pieces, out):
    scale = np.maximum(np.abs(e).max(1) / 127, 1e-9)
    body = struct.pack("<I", len(pieces)) + scale.astype("<f4").tobytes() + np.rint(e / scale[:, None]).astype(np.int8).tobytes()
    body += "".join(p + "\n" for p in pieces).encode()
    with open(out, "wb") as f:
        f.write(b"glossvec1\n" + hashlib.sha256(body).digest() + body)
    print(out, len(body), "bytes, SHA-256 of the body", hashlib.sha256(body).hexdigest())


def main(folder, wordnet_folder, corpus, panglee, cache, out):
    teacher = Teacher(folder)
    glosses, examples = wordnet(wordnet_folder)
    texts = {"own": own(corpus), "pang": list(dict.fromkeys(json.loads(line)["text"] for line in open(panglee, encoding="utf-8"))),
             "examples": examples, "glosses": glosses}
    for name, list_ in texts.items():
        print(name, len(list_), "texts", flush=True)
    target = np.concatenate([encoded(teacher, name, list_, cache) for name, list_ in texts.items()])
    if not os.path.exists(cache + "/vocab.npy"):
        np.save(cache + "/vocab.npy", teacher.encode([[p] for p in range(PIECES)]))
    alone = np.load(cache + "/vocab.npy")

    # What the teacher says of a piece alone, less the mean of all, shorter for common pieces (smooth inverse
    # frequency, by Zipf's law from the place in the vocabulary), is what a piece is held to.
    share = 1 / np.maximum(np.arange(PIECES) - FIRST_WORD + 1, 1) / np.log(PIECES)
    weight = 1e-3 / (1e-3 + share)
    weight[:FIRST_WORD] = weight[FIRST_WORD + 500]
    alone = (alone - alone[FIRST_WORD:].mean(0)) * weight[:, None]
    target = target - target.mean(0)
    _, values, directions = np.linalg.svd(np.cov(target.T))
    print("variance kept by %d of %d dimensions: %.3f" % (WIDTH, len(values), values[:WIDTH].sum() / values.sum()))
    project = directions[:WIDTH].T.astype(np.float32)
    alone, target = alone.astype(np.float32) @ project, target @ project

    a = bags(teacher.pieces([t for list_ in texts.values() for t in list_]))
    start = a @ alone
    e = solve(a, target, alone * ((start * target).sum() / (start * start).sum()), DECAY)
    fit = a @ e
    cosine = (fit * target).sum(1) / np.linalg.norm(fit, axis=1).clip(1e-9) / np.linalg.norm(target, axis=1).clip(1e-9)
    print("mean cosine with the teacher, on what was fitted: %.3f" % cosine.mean())
    vocabulary = teacher.tokenizer.get_vocab()
    pack(e, sorted(vocabulary, key=vocabulary.get), out)


if __name__ == "__main__":
    if len(sys.argv) != 7:
        sys.exit(__doc__)
    main(*sys.argv[1:])
