"""What triage learned is kept beside the store: the same answers, no learning, and never in the way."""

from pathlib import Path

import numpy as np
import pytest

from bot.intake.triage import kept
from bot.intake.triage.classifier import Classifier, Definitions, Reading
from bot.intake.triage.kept import KeptFit

TEXTS = [
    "reset my password",
    "password, again",
    "I am locked out",
    "holiday in May",
    "a day off",
    "leave please",
]
LABELS = np.array(["password"] * 3 + ["leave"] * 3)
VECTORS = np.random.default_rng(1).normal(size=(6, 8)).astype(np.float32)
CALLED = Definitions(["password", "leave"], VECTORS[:2], np.array(["password", "leave"]))


def _learn(file: Path, labels: np.ndarray = LABELS) -> tuple[Classifier, Reading]:
    return KeptFit(file)(TEXTS, VECTORS, labels, CALLED)


@pytest.fixture
def learned_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in which it is kept; from now on nobody can learn."""
    file = tmp_path / "new" / "triage.npz"
    _learn(file)

    def tired(*_: object) -> None:
        raise AssertionError("It was learned again.")

    monkeypatch.setattr(kept, "learn", tired)
    return file


def test_what_was_kept_reads_as_what_was_learned(tmp_path: Path) -> None:
    file = tmp_path / "triage.npz"
    (classifier, held), (again, held_again) = _learn(file), _learn(file)
    assert again.classes == classifier.classes
    assert again.blend == classifier.blend
    assert np.array_equal(held.probabilities, held_again.probabilities)
    asked = ["locked out of my password", "may I leave?"]
    ours, theirs = classifier(asked, VECTORS[:2]), again(asked, VECTORS[:2])
    assert np.array_equal(ours.probabilities, theirs.probabilities)
    assert np.array_equal(ours.nearness, theirs.nearness)


def test_nothing_is_learned_twice(learned_once: Path) -> None:
    _learn(learned_once)


def test_other_labels_are_learned_anew(learned_once: Path) -> None:
    with pytest.raises(AssertionError, match="learned again"):
        _learn(learned_once, LABELS[::-1])


@pytest.mark.parametrize("rubbish", [b"", b"PK\x03\x04 no", b"\x93NUMPY"])
def test_a_broken_file_is_learned_anew(learned_once: Path, rubbish: bytes) -> None:
    learned_once.write_bytes(rubbish)
    with pytest.raises(AssertionError, match="learned again"):
        _learn(learned_once)


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    classifier, _ = _learn(tmp_path / "file" / "triage.npz")
    assert classifier.classes == ("leave", "password")
