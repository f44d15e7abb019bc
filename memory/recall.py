"""Finds what was said before: words and meaning together, over one person's own messages."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from memory.embedding import Embedder, Spelled, Speller, Vectors
from memory.late import Growing, Pieces
from memory.lexical import Bm25, words
from memory.said import Said

Scores = NDArray[np.float32]

# What counts in the first look, over all messages: shared words of the message and the two before it,
# the meaning of it and its neighbours (both in standard deviations), and a speaker whom the question names.
SHARED, NEAR, NAMED = 0.4, 0.4, 2.8
# What counts besides in the second look, over the best of the first: how near the pieces of the question come
# to those of the message alone, and of it with the one before it.
ALONE, PAIRED = 6.0, 11.0
SECOND_LOOK = 192
AROUND = 2
AT_ONCE = 128
"""Messages that are read at a time; each takes about 30 KB while it is."""


class Index:
    """An index over one person's messages in their order. Safe to call from several threads."""

    def __init__(self, messages: Iterable[Said], embedder: Embedder) -> None:
        self.messages: list[Said] = []
        self._embedder = embedder
        self._lock = Lock()
        self._words, self._words_alone = Bm25(), Bm25()
        self._vectors = Growing(np.float32)
        self._pieces = Pieces()
        self._by, self._before, self._after = array("q"), array("q"), array("q")
        self._speakers: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self.add(messages)

    def add(self, messages: Iterable[Said]) -> None:
        """More messages, after all others."""
        coming = iter(messages)
        while fresh := tuple(islice(coming, AT_ONCE)):
            with self._lock:
                self._learn([_told(message) for message in fresh])
                for message in fresh:
                    self._place(message)

    def _place(self, message: Said) -> None:
        row = len(self.messages)
        before = self._last.get(message.conversation, row)
        self.messages.append(message)
        self._by.append(self._speakers.setdefault(message.speaker, len(self._speakers)))
        self._before.append(before)
        self._after.append(row)
        self._after[before] = row
        self._last[message.conversation] = row
        self._words.add("\n".join(_told(self.messages[each]) for each in self._lately(row)))

    def _learn(self, told: Sequence[str]) -> None:
        if not isinstance(self._embedder, Speller):
            self._vectors.add(self._embedder.embed(told))
            for text in told:
                self._words_alone.add(text)
            return
        for spelled in self._embedder.read(told):
            self._vectors.add(spelled.whole[None])
            self._pieces.add(spelled)

    def _lately(self, row: int) -> list[int]:
        """A message and up to two before it in its conversation, each once, in order."""
        one = self._before[row]
        return sorted({row, one, self._before[one]})

    def search(self, question: str, k: int = 10) -> list[tuple[Said, float]]:
        """The k best messages, best first; of equals the later."""
        with self._lock:
            if not self.messages:
                return []
            rows, scores = self._judged(question)
            order = np.lexsort((-rows, -scores))[:k]
            return [(self.messages[rows[n]], float(scores[n])) for n in order]

    def _judged(self, question: str) -> tuple[NDArray[np.intp], Scores]:
        """The messages worth a second look, in no order, and their scores."""
        if not isinstance(self._embedder, Speller):
            first = self._first_look(question, self._embedder.embed([question])[0])
            return np.arange(len(first)), first + standardised(self._words_alone.scores(question))
        spelled = self._embedder.read([question])[0]
        first = self._first_look(question, spelled.whole)
        rows = _highest(first, SECOND_LOOK)
        return rows, first[rows] + self._second_look(spelled, rows)

    def _second_look(self, question: Spelled, rows: NDArray[np.intp]) -> Scores:
        before = np.array(self._before)[rows]
        looked_at, place = np.unique(np.concatenate([rows, before]), return_inverse=True)
        near = self._pieces.nearest(question, looked_at.tolist())
        alone, earlier = near[place[: len(rows)]], near[place[len(rows) :]]
        counts = self._pieces.weights(question)
        return np.asarray(ALONE * (alone @ counts) + PAIRED * (np.maximum(alone, earlier) @ counts))

    def _first_look(self, question: str, asked: Vectors) -> Scores:
        shared = standardised(self._words.scores(question))
        near = standardised(self._around(self._vectors.rows @ asked))
        total = SHARED * shared + NEAR * near + NAMED * self._by_named(question)
        return np.asarray(total, dtype=np.float32)

    def _around(self, likeness: Scores) -> Scores:
        """Each message's likeness and its neighbours', up to two on either side, in the mean."""
        total, count = likeness.copy(), np.ones_like(likeness)
        for step in (np.array(self._before), np.array(self._after)):
            place = np.arange(len(likeness))
            for _ in range(AROUND):
                moved = step[place] != place
                place = step[place]
                total += np.where(moved, likeness[place], 0)
                count += moved
        return np.asarray(total / count, dtype=np.float32)

    def _by_named(self, question: str) -> Scores:
        """1 where somebody spoke whom the question names, if it names just one of those who spoke."""
        asked = set(words(question))
        named = [number for speaker, number in self._speakers.items() if asked & set(words(speaker))]
        one = named[0] if len(named) == 1 else -1
        return np.asarray(np.array(self._by) == one, dtype=np.float32)


def recall(
    question: str, messages: Sequence[Said], embedder: Embedder, k: int = 10
) -> list[tuple[Said, float]]:
    """The k messages that best answer a question, best first, with their scores."""
    return Index(messages, embedder).search(question, k)


def standardised(signal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean 0 and deviation 1; all zeros where nothing differs."""
    spread = float(signal.std())
    return np.asarray((signal - signal.mean()) / spread if spread > 1e-9 else signal * 0, dtype=np.float32)


def _highest(scores: Scores, most: int) -> NDArray[np.intp]:
    """The rows of the highest scores, in no order."""
    if len(scores) <= most:
        return np.arange(len(scores))
    return np.argpartition(-scores, most)[:most]


def _told(message: Said) -> str:
    return f"{message.speaker}: {message.text}"
