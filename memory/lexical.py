"""Words and how much they count: tokens, stop words, BM25."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable
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
    """Okapi BM25 over texts that may grow in number (Robertson and Zaragoza, 2009), k1 = 1.2, b = 0.75."""

    def __init__(self, texts: Iterable[str] = (), k1: float = 1.2, b: float = 0.75) -> None:
        self._k1, self._b = k1, b
        self._lengths = array("d")
        self._postings: dict[str, tuple[array[int], array[int]]] = {}
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """One more text, after all others."""
        found = Counter(words(text))
        for word, times in found.items():
            rows, counts = self._postings.setdefault(word, (array("q"), array("q")))
            rows.append(len(self._lengths))
            counts.append(times)
        self._lengths.append(found.total())

    def idf(self, word: str) -> float:
        """log(1 + (N - n + 0.5) / (n + 0.5)); a word nobody used counts most."""
        n = len(self._postings[word][0]) if word in self._postings else 0
        return log(1 + (len(self._lengths) - n + 0.5) / (n + 0.5))

    def scores(self, question: str) -> NDArray[np.float32]:
        """One score a text, shape (n,); 0 where no word is shared."""
        lengths = np.array(self._lengths, dtype=np.float32)
        total = np.zeros(len(lengths), dtype=np.float32)
        if not len(lengths):
            return total
        norm = self._k1 * (1 - self._b + self._b * lengths / max(float(lengths.mean()), 1e-9))
        for word in set(words(question)) & self._postings.keys():
            rows, times = (np.array(column) for column in self._postings[word])
            total[rows] += self.idf(word) * times * (self._k1 + 1) / (times + norm[rows])
        return total
