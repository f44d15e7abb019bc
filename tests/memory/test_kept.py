"""Vectors that are kept in a file: right, without text, and never in the way."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from memory.embedding import LexicalEmbedder, Vectors
from memory.kept import KeptVectors

TEXTS = ["reset my password", "my laptop is slow"]


class Counting(LexicalEmbedder):
    """Counts what it is asked."""

    def __init__(self, name: str = "model") -> None:
        super().__init__()
        self.name = name
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the floor does."""
        self.asked += texts
        return super().embed(texts)


def kept(file: Path, texts: Sequence[str] = TEXTS, name: str = "model") -> Counting:
    """A start that asks for texts and keeps them."""
    counting = Counting(name)
    vectors = KeptVectors(counting, file)
    vectors.embed(texts)
    vectors.keep()
    return counting


def test_a_second_start_computes_nothing(tmp_path: Path) -> None:
    kept(tmp_path / "v.npz")

    assert kept(tmp_path / "v.npz").asked == []


def test_what_comes_from_the_file_is_what_was_computed(tmp_path: Path) -> None:
    kept(tmp_path / "v.npz")

    again = KeptVectors(Counting(), tmp_path / "v.npz").embed(TEXTS)

    np.testing.assert_array_equal(again, LexicalEmbedder().embed(TEXTS))


def test_only_what_is_new_is_computed_and_what_is_gone_is_dropped(tmp_path: Path) -> None:
    kept(tmp_path / "v.npz")

    assert kept(tmp_path / "v.npz", [TEXTS[0], "new"]).asked == ["new"]
    assert kept(tmp_path / "v.npz").asked == [TEXTS[1]]


def test_another_model_keeps_vectors_of_its_own(tmp_path: Path) -> None:
    kept(tmp_path / "v.npz")

    assert kept(tmp_path / "v.npz", name="other").asked == TEXTS


def test_what_people_say_later_is_not_kept(tmp_path: Path) -> None:
    counting = Counting()
    vectors = KeptVectors(counting, tmp_path / "v.npz")
    vectors.embed(TEXTS)
    vectors.keep()
    vectors.embed(["said by a person"])

    assert kept(tmp_path / "v.npz", ["said by a person"]).asked == ["said by a person"]


def test_the_file_holds_no_text(tmp_path: Path) -> None:
    kept(tmp_path / "v.npz")

    assert b"password" not in (tmp_path / "v.npz").read_bytes()


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", b"PK\x03\x04 half a zip"])
def test_a_broken_file_is_computed_anew(tmp_path: Path, rubbish: bytes) -> None:
    (tmp_path / "v.npz").write_bytes(rubbish)

    assert kept(tmp_path / "v.npz").asked == TEXTS
