"""Words and how much they count: tokens, stop words, BM25."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

_COMMON = """
a about after again all also am an and any are as at be because been before being but by can could
did do does doing don for from get got had has have he her here him his how i if in into is it its just me
my no not
of off on or our out own please she should so some than that the their them then there these they this those
to too
up us very was we were what when where which who why will with would you your"""
STOP_WORDS = frozenset(_COMMON.split())
_WORD = re.compile(r"\w+(?:[.'’_-]\w+)*")
_PIECE = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A light English stemmer: plural, -ing, -ed, -ly. Identifiers (anything with a digit) stay whole."""
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, put, least in (
        ("ies", "y", 5),
        ("sses", "ss", 6),
        ("ing", "", 6),
        ("ed", "", 5),
        ("ly", "", 6),
    ):
        if word.endswith(ending) and len(word) >= least:
            return _undouble(word[: -len(ending)] + put)
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _undouble(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    return word


def words(text: str) -> list[str]:
    """Lower-case stems of the words that carry meaning; compound identifiers count whole and in pieces."""
    found: list[str] = []
    for match in _WORD.finditer(text.lower().replace("’", "'")):
        whole = match.group()
        pieces = _PIECE.findall(whole)
        if len(pieces) > 1 and any(ch.isdigit() for ch in whole):
            found.append(whole)
        found += [stem(piece) for piece in pieces if piece not in STOP_WORDS]
    return [word for word in found if len(word) > 1 or word.isdigit()]


class Bm25:
    """Okapi BM25 over a fixed list of texts (Robertson and Zaragoza, 2009), k1 = 1.2, b = 0.75."""

    def __init__(self, texts: Sequence[str], k1: float = 1.2, b: float = 0.75) -> None:
        counts = [Counter(words(text)) for text in texts]
        lengths = np.array([sum(count.values()) for count in counts], dtype=np.float32)
        self._norm = k1 * (1 - b + b * lengths / max(float(lengths.mean()) if len(lengths) else 0.0, 1e-9))
        self._k1, self._size = k1, len(counts)
        postings: dict[str, list[tuple[int, int]]] = {}
        for row, count in enumerate(counts):
            for word, times in count.items():
                postings.setdefault(word, []).append((row, times))
        self._postings = {word: np.array(rows, dtype=np.int64) for word, rows in postings.items()}

    def idf(self, word: str) -> float:
        """log(1 + (N - n + 0.5) / (n + 0.5)); a word nobody used counts most."""
        n = len(self._postings.get(word, ()))
        return log(1 + (self._size - n + 0.5) / (n + 0.5))

    def scores(self, question: str) -> NDArray[np.float32]:
        """One score a text, shape (n,); 0 where no word is shared."""
        total = np.zeros(self._size, dtype=np.float32)
        for word in set(words(question)) & self._postings.keys():
            rows, times = self._postings[word].T
            total[rows] += self.idf(word) * times * (self._k1 + 1) / (times + self._norm[rows])
        return total
