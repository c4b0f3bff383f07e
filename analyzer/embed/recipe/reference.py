"""Writes testdata/ of package embed: what the reference tokenizer makes of texts.

usage: reference.py TEACHER CORPUS SHARED TESTDATA

pieces.jsonl holds odd characters and sentences of gloss's own stories with their pieces; sets.tsv holds, for files of
the evaluation sets, how many lines of the given fields there are and the SHA-256 of all their pieces."""
import glob
import hashlib
import json
import sys

from tokenizers import Tokenizer

ODD = ["", "  ", "Ça va? naïve façade — “quoted” ‘single’…", "İstanbul'da ŞIŞLI ẞ straße", "中文新闻 and English", "日本語カタカナ",
       "한국어 뉴스", "don't won't U.S. 1,000.50 £3bn €5 50%", "\u200bzero\u200dwidth\ufeff", "a\u0301e\u0301", "x" * 101, "x" * 100,
       "ﬁnance ﬂoor", "½ ² № ™", "🎉 party 👩‍👩‍👧", "tab\tnew\nline\r\nend", "\x00nul\x07bell", "soft\u00adhyphen", "nbsp\u00a0here",
       "ΑΒΓ ά ς Σ", "Привет, мир! Ёлка Й", "العربية نَصّ", "हिन्दी पाठ", "ไทย ภาษา", "`code` ^caret ~tilde $dollar+plus=eq<lt>|bar",
       "\u2028line sep\u2029para", "##ing hash", "co-operate's ’s", "\u0130", "\u1e9e", "\ufffd", "A\u030a", "⸮", "〈〉「」", "‱", "ǅ",
       "Ⅷ ⓐ", "\U0001d400bold"]
SETS = [("eval/mrpc/train.jsonl", "s1,s2"), ("eval/sts_benchmark/dev.jsonl", "s1,s2"), ("eval/ptc_semeval2020/articles_open.jsonl", "text"),
        ("eval/babe/sg2_open.jsonl", "text"), ("eval/newsmtsc/devtest_mt.jsonl", "text")]

teacher, corpus, shared, out = sys.argv[1:]
tokenizer = Tokenizer.from_file(teacher + "/tokenizer.json")
tokenizer.no_padding()
tokenizer.no_truncation()


def pieces(text):
    return tokenizer.encode(text, add_special_tokens=False).ids


own = []
for name in sorted(glob.glob(corpus + "/*/*.txt")):
    own += [line.strip() for line in open(name, encoding="utf-8") if len(line) > 40]
with open(out + "/pieces.jsonl", "w", encoding="utf-8") as f:
    for text in ODD + own[:300]:
        f.write(json.dumps({"Text": text, "Pieces": pieces(text)}) + "\n")
with open(out + "/sets.tsv", "w", encoding="utf-8") as f:
    f.write("# file\tfields\tlines\tSHA-256 of the pieces, written by recipe/reference.py with tokenizers 0.23.3\n")
    for name, fields in SETS:
        h, n = hashlib.sha256(), 0
        for record in open(f"{shared}/{name}", encoding="utf-8"):
            record = json.loads(record)
            for field in fields.split(","):
                for line in (record.get(field) or "").split("\n"):
                    if line.strip():
                        h.update("".join(f"{p} " for p in pieces(line)).encode() + b"\n")
                        n += 1
        f.write(f"{name}\t{fields}\t{n}\t{h.hexdigest()}\n")
