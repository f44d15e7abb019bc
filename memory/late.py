"""Compares a question with texts piece by piece: every piece of it looks for the piece that is most like it.

Late interaction, after ColBERT (Khattab and Zaharia, 2020), over the vectors that the sentence model gives
its word pieces anyway. Each piece of the question counts as much as it is rare.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from memory.embedding import Spelled, Vectors
from memory.lexical import STOP_WORDS

Number = TypeVar("Number", np.float32, np.int8)
SCALE = 127
"""A row of length one is kept in whole numbers from -127 to 127, a quarter of the room."""


class Growing(Generic[Number]):
    """Rows of one width that grow in number without being copied each time."""

    def __init__(self, kind: type[Number]) -> None:
        self._kind: type[Number] = kind
        self._size = 0
        self._room: NDArray[Number] = np.zeros((0, 0), dtype=kind)

    def __len__(self) -> int:
        return self._size

    @property
    def rows(self) -> NDArray[Number]:
        """All of them, shape (n, width)."""
        return self._room[: self._size]

    def add(self, rows: NDArray[Number]) -> None:
        """More rows after the others, shape (m, width)."""
        needed = self._size + len(rows)
        if needed > len(self._room):
            room = np.zeros((max(needed, len(self._room) * 5 // 4), rows.shape[1]), dtype=self._kind)
            if self._size:
                room[: self._size] = self.rows
            self._room = room
        self._room[self._size : needed] = rows
        self._size = needed


class Pieces:
    """The pieces of many texts that carry meaning."""

    def __init__(self) -> None:
        self._rows = Growing(np.int8)
        self._ends = [0]
        self._texts_with: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, text: Spelled) -> None:
        """One more text, after all others."""
        kept = [n for n, piece in enumerate(text.pieces) if _carries(piece)] or list(range(len(text.pieces)))
        self._rows.add(np.rint(text.rows[kept] * SCALE).astype(np.int8))
        self._ends.append(len(self._rows))
        self._texts_with.update(set(text.ids))

    def nearest(self, question: Spelled, texts: Sequence[int]) -> Vectors:
        """How near each piece of the question comes to each of the texts, shape (texts, pieces)."""
        spans = [(self._ends[n], self._ends[n + 1]) for n in texts]
        rows = self._rows.rows
        taken = np.concatenate([rows[start:end] for start, end in spans]).astype(np.float32)
        starts = np.cumsum([0, *(end - start for start, end in spans[:-1])])
        near = np.maximum.reduceat(taken @ question.rows.T, starts, axis=0) / SCALE
        return np.asarray(near, dtype=np.float32)

    def weights(self, question: Spelled) -> Vectors:
        """How much each piece of the question counts, in sum 1: the rarer, the more."""
        n = len(self)
        rare = [log(1 + (n - self._texts_with[i] + 0.5) / (self._texts_with[i] + 0.5)) for i in question.ids]
        return np.asarray(np.array(rare) / sum(rare), dtype=np.float32)


def _carries(piece: str) -> bool:
    return piece not in STOP_WORDS and piece.removeprefix("##").isalnum()
