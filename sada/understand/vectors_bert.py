"""The forward pass of BERT in numpy: Devlin et al., arXiv 1810.04805, and Vaswani et al., arXiv 1706.03762, eq. 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Singles = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class Bert:
    """Weights as a sentence-transformers folder names them, with or without the prefix `bert.`."""

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]], config: Mapping[str, Any]) -> None:
        self._weights = {name.removeprefix("bert."): w.astype(np.float32) for name, w in weights.items()}
        self._layers, self._heads = int(config["num_hidden_layers"]), int(config["num_attention_heads"])
        self._small = float(config.get("layer_norm_eps", 1e-12))
        self._longest = int(config.get("max_position_embeddings", 512))

    def states(self, ids: Ints, mask: Ints) -> Singles:
        """Token ids and mask (texts, tokens) → a vector for each token (texts, tokens, size)."""
        ids, mask = ids[:, : self._longest], mask[:, : self._longest]
        named = "embeddings.{}_embeddings.weight".format
        out = self._weights[named("word")][ids]
        out = out + self._weights[named("position")][: ids.shape[1]] + self._weights[named("token_type")][0]
        out = self._norm(out, "embeddings.LayerNorm")
        hidden = np.where(mask[:, None, None, :] > 0, 0.0, -1e9).astype(np.float32)
        for n in range(self._layers):
            out = self._layer(out, hidden, f"encoder.layer.{n}")
        return out

    def _layer(self, x: Singles, hidden: Singles, at: str) -> Singles:
        seen = self._norm(x + self._linear(self._attention(x, hidden, at), f"{at}.attention.output.dense"),
                          f"{at}.attention.output.LayerNorm")  # fmt: skip
        wide = _gelu(self._linear(seen, f"{at}.intermediate.dense"))
        return self._norm(seen + self._linear(wide, f"{at}.output.dense"), f"{at}.output.LayerNorm")

    def _attention(self, x: Singles, hidden: Singles, at: str) -> Singles:
        query, key, value = (self._split(x, f"{at}.attention.self.{name}") for name in ("query", "key", "value"))
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(query.shape[-1], dtype=np.float32) + hidden
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Singles = (weights @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        return mixed

    def _split(self, x: Singles, name: str) -> Singles:
        """(texts, heads, tokens, size of a head)."""
        out = self._linear(x, name)
        return out.reshape(*x.shape[:2], self._heads, -1).transpose(0, 2, 1, 3)

    def _linear(self, x: Singles, name: str) -> Singles:
        out: Singles = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return out

    def _norm(self, x: Singles, name: str) -> Singles:
        centred = x - x.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self._small)
        out: Singles = scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return out


def _gelu(x: Singles) -> Singles:
    from scipy.special import erf

    out: Singles = 0.5 * x * (1 + erf(x / np.sqrt(2, dtype=np.float32)))
    return out
