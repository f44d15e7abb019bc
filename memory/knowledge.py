"""Answers from the handbook: the best passage, quoted with its source, or nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memory.articles import Section, sections
from memory.embedding import Embedder
from memory.facts import sentences
from memory.lexical import Bm25, words

# How much shared words count beside meaning, and from which score on a passage is an answer.
LEXICAL_SHARE = 0.4
# Chosen on one half of the questions in tests/memory/questions.py, checked on the other.
ENOUGH, ENOUGH_LEXICAL = 0.47, 0.33
QUOTED_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """A section that answers, with the sentences worth quoting. `score` is between 0 and about 1.

    `country` is empty where the passage holds everywhere.
    """

    title: str
    section: str
    text: str
    source: str
    score: float
    quote: str
    country: str = ""


class Knowledge:
    """An index over the sections of a handbook; immutable once made."""

    def __init__(self, articles: Iterable[Section], embedder: Embedder, enough: float | None = None) -> None:
        self._sections = tuple(articles)
        self._embedder = embedder
        self.enough = enough or (ENOUGH_LEXICAL if embedder.name.startswith("lexical") else ENOUGH)
        full = [f"{s.title}\n{s.heading}\n{s.text}" for s in self._sections]
        self._bm25 = Bm25([f"{s.title} {s.heading} {s.heading} {s.text}" for s in self._sections])
        self._headings = embedder.embed([f"{s.title}: {s.heading}" for s in self._sections])
        self._bodies = embedder.embed(full)

    @classmethod
    def load(cls, folders: Iterable[Path], embedder: Embedder, enough: float | None = None) -> "Knowledge":
        """Every Markdown file under the folders. ValueError names a file that cannot be read."""
        return cls((section for folder in folders for section in sections(folder)), embedder, enough)

    def __len__(self) -> int:
        return len(self._sections)

    def search(
        self, question: str, k: int = 3, audience: Collection[str] = (), country: str | None = None
    ) -> list[Passage]:
        """The k best passages among those the reader may see, best first, good enough or not (see `enough`).

        `audience` are the groups the reader belongs to. `country=None` looks at every country's passages.
        """
        rows = self._readable({name.lower() for name in audience}, country)
        if not rows or not words(question):
            return []
        scores = self._scores(question)
        best = sorted(rows, key=lambda row: -scores[row])[:k]
        return [self._passage(self._sections[row], float(scores[row]), question) for row in best]

    def answer(
        self, question: str, audience: Collection[str] = (), country: str | None = None
    ) -> Passage | None:
        """The best passage if it is good enough to be an answer, else None."""
        found = self.search(question, 1, audience, country)
        return found[0] if found and found[0].score >= self.enough else None

    def _readable(self, audience: set[str], country: str | None) -> list[int]:
        """Rows of sections open to this reader that hold in the country, if one is given."""
        return [
            row
            for row, section in enumerate(self._sections)
            if (not section.audience or section.audience & audience)
            and (country is None or section.country.lower() in ("", country.lower()))
        ]

    def _scores(self, question: str) -> NDArray[np.float32]:
        """Meaning (the better of heading and body) and the share of the question's rare words."""
        asked = self._embedder.embed([question])[0]
        meaning = np.maximum(self._headings @ asked, self._bodies @ asked)
        most = sum(self._bm25.idf(word) for word in set(words(question))) * 1.6
        shared = np.minimum(self._bm25.scores(question) / max(most, 1e-9), 1)
        return np.asarray((1 - LEXICAL_SHARE) * meaning + LEXICAL_SHARE * shared, dtype=np.float32)

    def _passage(self, section: Section, score: float, question: str) -> Passage:
        quote = self._quote(section, question)
        return Passage(
            section.title, section.heading, section.text, section.source, score, quote, section.country
        )

    def _quote(self, section: Section, question: str) -> str:
        """The run of one to four sentences that answers best, as it stands in the article."""
        said = sentences(section.text)
        if len(said) <= QUOTED_SENTENCES:
            return " ".join(said)
        asked = self._embedder.embed([question])[0]
        worth = self._embedder.embed(said) @ asked + 0.5 * self._share(said, question)
        return " ".join(said[slice(*_best_run(worth))])

    def _share(self, said: Sequence[str], question: str) -> NDArray[np.float32]:
        """Which part of the question's words each sentence holds; rare words count more."""
        asked = {word: self._bm25.idf(word) for word in words(question)}
        whole = max(sum(asked.values()), 1e-9)
        held = [sum(asked.get(word, 0.0) for word in set(words(one))) for one in said]
        return np.array(held, dtype=np.float32) / np.float32(whole)


def _best_run(worth: NDArray[np.float32]) -> tuple[int, int]:
    """From the best sentence on, neighbours join while they are nearly as good."""
    start = end = int(worth.argmax())
    enough = 0.85 * float(worth[start])
    while end - start + 1 < QUOTED_SENTENCES:
        after = float(worth[end + 1]) if end + 1 < len(worth) else 0.0
        before = float(worth[start - 1]) if start > 0 else 0.0
        if max(after, before) < enough:
            break
        start, end = (start, end + 1) if after >= before else (start - 1, end)
    return start, end + 1
