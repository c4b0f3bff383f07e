"""The teacher: all-MiniLM-L6-v2, forward pass in numpy, checked against nothing but its own published similarity."""
import math

import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

LAYERS, HEADS, WIDTH = 6, 12, 384


class Teacher:
    """Sentences, or lists of word pieces, to unit vectors of 384 numbers."""

    def __init__(self, folder):
        self.w = load_file(f"{folder}/model.safetensors")
        self.transposed = {k[:-7]: np.ascontiguousarray(v.T) for k, v in self.w.items() if k.endswith(".weight") and v.ndim == 2}
        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(128)

    def pieces(self, texts):
        """The word pieces of each text, without [CLS] and [SEP]."""
        return [e.ids[1:-1] for e in self.tokenizer.encode_batch(list(texts))]

    def encode(self, pieces, tokens=2048, report=None):
        """Unit vectors; batches hold texts of one length, so that nothing is padded."""
        out = np.zeros((len(pieces), WIDTH), np.float32)
        by_length = {}
        for i, p in enumerate(pieces):
            by_length.setdefault(len(p), []).append(i)
        done = 0
        for n, members in sorted(by_length.items()):
            step = max(1, tokens // (n + 2))
            for at in range(0, len(members), step):
                batch = members[at:at + step]
                ids = np.array([[101] + list(pieces[i]) + [102] for i in batch])
                out[batch] = self._forward(ids)
                done += len(batch)
                if report:
                    report(done)
        return out

    def _linear(self, x, name):
        flat = x.reshape(-1, x.shape[-1]) @ self.transposed[name]
        flat += self.w[name + ".bias"]
        return flat.reshape(*x.shape[:-1], -1)

    def _norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self.w[name + ".weight"] + self.w[name + ".bias"]

    def _forward(self, ids):
        w, (b, n), e = self.w, ids.shape, "embeddings."
        x = w[e + "word_embeddings.weight"][ids] + w[e + "position_embeddings.weight"][:n] + w[e + "token_type_embeddings.weight"][0]
        x = self._norm(x, e + "LayerNorm")
        for layer in range(LAYERS):
            p = f"encoder.layer.{layer}."

            def heads(name):
                return self._linear(x, p + "attention.self." + name).reshape(b, n, HEADS, -1).transpose(0, 2, 1, 3)
            q, k, v = heads("query"), heads("key"), heads("value")
            s = q @ k.transpose(0, 1, 3, 2) / math.sqrt(WIDTH // HEADS)
            s = np.exp(s - s.max(-1, keepdims=True))
            s /= s.sum(-1, keepdims=True)
            a = (s @ v).transpose(0, 2, 1, 3).reshape(b, n, WIDTH)
            x = self._norm(x + self._linear(a, p + "attention.output.dense"), p + "attention.output.LayerNorm")
            h = self._linear(x, p + "intermediate.dense")
            h = 0.5 * h * (1 + erf(h / np.float32(math.sqrt(2))))
            x = self._norm(x + self._linear(h, p + "output.dense"), p + "output.LayerNorm")
        x = x.mean(1)
        return x / np.linalg.norm(x, axis=1, keepdims=True)
