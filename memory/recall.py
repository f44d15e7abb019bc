"""Finds what was said before: words and meaning together, over one person's own messages."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from memory.embedding import Embedder
from memory.lexical import Bm25, words
from memory.said import Said

# What a question that names a speaker adds to that speaker's turns, in standard deviations.
NAMED_SPEAKER = 0.5


class Index:
    """An index over one person's messages in their order; made when they speak, cached by the caller.

    Scores are sums of z-scores over {BM25, embedding} x {the turn, the turn with the one before it}.
    """

    def __init__(self, messages: Sequence[Said], embedder: Embedder) -> None:
        self.messages = tuple(messages)
        self._embedder = embedder
        alone = [f"{message.speaker}: {message.text}" for message in messages]
        paired = _with_previous(messages, alone)
        self._lexical = (Bm25(alone), Bm25(paired))
        self._vectors = (embedder.embed(alone), embedder.embed(paired))
        self._speakers = [frozenset(words(message.speaker)) for message in messages]

    def scores(self, question: str) -> NDArray[np.float32]:
        """One score a message, shape (n,)."""
        asked = self._embedder.embed([question])[0]
        signals = [index.scores(question) for index in self._lexical]
        signals += [vectors @ asked for vectors in self._vectors]
        named = set(words(question))
        prior = np.array([bool(who & named) for who in self._speakers], dtype=np.float32)
        total = np.sum([standardised(signal) for signal in signals], axis=0) + NAMED_SPEAKER * prior
        return np.asarray(total, dtype=np.float32)

    def search(self, question: str, k: int = 10) -> list[tuple[Said, float]]:
        """The k best messages, best first; of equals the later."""
        if not self.messages:
            return []
        scores = self.scores(question)
        order = np.lexsort((-np.arange(len(scores)), -scores))[:k]
        return [(self.messages[row], float(scores[row])) for row in order]


def recall(
    question: str, messages: Sequence[Said], embedder: Embedder, k: int = 10
) -> list[tuple[Said, float]]:
    """The k messages that best answer a question, best first, with their scores."""
    return Index(messages, embedder).search(question, k)


def standardised(signal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean 0 and deviation 1; all zeros where nothing differs."""
    spread = float(signal.std())
    return np.asarray((signal - signal.mean()) / spread if spread > 1e-9 else signal * 0, dtype=np.float32)


def _with_previous(messages: Sequence[Said], alone: Sequence[str]) -> list[str]:
    """Each turn with the one before it in the same conversation."""
    last: dict[str, str] = {}
    paired = []
    for message, text in zip(messages, alone, strict=True):
        before = last.get(message.conversation)
        paired.append(f"{before}\n{text}" if before else text)
        last[message.conversation] = text
    return paired
