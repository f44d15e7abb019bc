"""What a classifier learned, kept in a file as plain numbers, so that a restart need not learn it again.

Learning takes two seconds of processor time, half of them to import scikit-learn; reading takes 0.05 s.
"""

import hashlib
import typing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.intake.triage.classifier import Classifier, Definitions, Labels, Reading, Vectors, learn

HERE = Path(__file__).parent
Arrays = Mapping[str, NDArray[Any]]
T = TypeVar("T")


@dataclass(frozen=True)
class Fit:
    """A classifier, and how it reads its own examples where it had not seen them."""

    classifier: Classifier
    held: Reading


class KeptFit:
    """Learns as `classifier.learn` does, or remembers, where the same was learned from the same by this code.

    Whatever is wrong with the file, it is only a cache: then everything is learned anew.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def is_kept(self) -> bool:
        """Whether something was learned here before, be it the same or not."""
        return self._file.exists()

    def __call__(
        self, texts: Sequence[str], vectors: Vectors, labels: Labels, definitions: Definitions
    ) -> tuple[Classifier, Reading]:
        """What was learned from these n texts."""
        of = _digest(texts, vectors, labels, definitions)
        fit = _read(self._file, of)
        if fit is None:
            fit = Fit(*learn(texts, vectors, labels, definitions))
            with suppress(OSError):
                _write(self._file, fit, of)
        return fit.classifier, fit.held


def _digest(texts: Sequence[str], vectors: Vectors, labels: Labels, definitions: Definitions) -> str:
    """Names the examples, and the code that learns from them."""
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(HERE.glob("*.py")):
        digest.update(file.read_bytes())
    for part in (texts, labels.tolist(), definitions.texts, definitions.labels.tolist()):
        digest.update("\0".join(part).encode("utf-8", "replace"))
    for rows in (vectors, definitions.vectors):
        digest.update(np.ascontiguousarray(rows).tobytes())
    return digest.hexdigest()


def _write(file: Path, fit: Fit, of: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{uuid4().hex}.npz")
    arrays: dict[str, Any] = dict(_taken_apart(fit))
    np.savez(fresh, of=np.array(of), **arrays)
    fresh.replace(file)


def _read(file: Path, of: str) -> Fit | None:
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            return _put_together(Fit, kept) if str(kept["of"]) == of else None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _taken_apart(whole: Any, name: str = "") -> Iterator[tuple[str, NDArray[Any]]]:
    """Every number and word in a dataclass of dataclasses, under the path that leads to it."""
    for field in fields(whole):
        value = getattr(whole, field.name)
        if is_dataclass(value):
            yield from _taken_apart(value, f"{name}{field.name}.")
        else:
            yield f"{name}{field.name}", np.asarray(value)


def _put_together(kind: type[T], kept: Arrays, name: str = "") -> T:
    """A dataclass of this kind again. Raises KeyError where something is missing."""
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(typing.cast("Any", kind))]
    return kind(**{each: _value(hints[each], kept, f"{name}{each}") for each in names})


def _value(kind: Any, kept: Arrays, name: str) -> Any:
    if is_dataclass(kind):
        return _put_together(typing.cast("type[Any]", kind), kept, f"{name}.")
    if kind in {str, float}:
        return kind(kept[name])
    return tuple(kept[name].tolist()) if typing.get_origin(kind) is tuple else kept[name]
