"""Answers from the handbook: the best passage, quoted with its source, or nothing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memory.articles import Section, sections
from memory.embedding import Embedder, Vectors
from memory.lexical import Bm25, words
from memory.passages import compared, quoted, read_again, windows
from memory.rereading import Reader

Scores = NDArray[np.float32]

# What counts in the first look: the headings' meaning, the best window's, the share of the question's words.
# These, what is read again and all that follows were chosen on the rows `tune` and `more` of
# tests/evals/handbook_questions.jsonl and on tests/memory/questions.py; the rows `held` were kept aside.
PATH, WINDOW, SHARED = 0.13, 0.67, 0.20
READ_AGAIN = 3
LONGEST_QUESTION = 500
QUERY = "Represent this sentence for searching relevant passages: "
"""The words with which bge models were taught to tell a question from a passage."""
ODDS, NEAR, OFFSET = 0.24, 8.45, -5.15
"""A logistic regression on the second look's log-odds and the window's nearness; at 0.5 it answers."""
ENOUGH, ENOUGH_FIRST_LOOK, ENOUGH_LEXICAL = 0.5, 0.60, 0.33


@dataclass(frozen=True, slots=True)
class Passage:
    """A section that answers, with the sentences worth quoting. `score` is between 0 and about 1.

    `country` is empty where the passage holds everywhere; `link` is where the article was made from;
    `restricted` says that not everybody may read it.
    """

    title: str
    section: str
    text: str
    source: str
    score: float
    quote: str
    country: str = ""
    link: str = ""
    restricted: bool = False


class Knowledge:
    """An index over the sections of a handbook; immutable once made.

    With a `reader` the best passages of the first look are read again together with the question. What
    `before` has embedded already is not embedded again.
    """

    def __init__(
        self,
        articles: Iterable[Section],
        embedder: Embedder,
        enough: float | None = None,
        reader: Reader | None = None,
        before: "Knowledge | None" = None,
    ) -> None:
        self.sections = tuple(articles)
        self._embedder = embedder
        self._reader = reader
        self.enough = enough or _enough(embedder, reader)
        self._windows = [windows(section.text) for section in self.sections]
        self._starts = np.cumsum([0, *(len(each) for each in self._windows)])[:-1]
        self._bm25 = Bm25([f"{s.path} {s.heading} {s.keywords} {s.text}" for s in self.sections])
        texts = [section.path for section in self.sections]
        for section, each in zip(self.sections, self._windows, strict=True):
            texts += [compared(section, window) for window in each]
        self._keys = [_key(text) for text in texts]
        self._vectors = _embedded(texts, self._keys, embedder, before)
        self._groups = _grouped(self.sections)

    @classmethod
    def load(
        cls,
        folders: Iterable[Path],
        embedder: Embedder,
        enough: float | None = None,
        reader: Reader | None = None,
    ) -> "Knowledge":
        """Every Markdown file under the folders. ValueError names a file that cannot be read."""
        return cls((section for folder in folders for section in sections(folder)), embedder, enough, reader)

    def __len__(self) -> int:
        return len(self.sections)

    def search(
        self, question: str, k: int = 3, audience: Collection[str] = (), country: str | None = None
    ) -> list[Passage]:
        """The k best passages among those the reader may see, best first, good enough or not (see `enough`).

        `audience` are the names the reader is known by. `country=None` looks at every country's passages.
        """
        question = question[:LONGEST_QUESTION]
        open_to = self._readable(frozenset(name.lower() for name in audience), country)
        if not open_to.any() or not words(question):
            return []
        looked = self._first_look(question)
        rows = np.argsort(np.where(open_to, -looked.scores, np.inf), kind="stable")
        rows = rows[: min(max(k, READ_AGAIN), int(open_to.sum()))]
        found = [self._found(int(row), looked) for row in rows]
        return [self._passage(each) for each in self._second_look(question, found)[:k]]

    def answer(
        self, question: str, audience: Collection[str] = (), country: str | None = None
    ) -> Passage | None:
        """The best passage if it is good enough to be an answer, else None."""
        found = self.search(question, 1, audience, country)
        return found[0] if found and found[0].score >= self.enough else None

    def vectors(self) -> Iterator[tuple[bytes, Vectors]]:
        """What was embedded: a digest of each text, and its row."""
        return zip(self._keys, self._vectors, strict=True)

    def embedded_by(self, embedder: Embedder) -> bool:
        """Whether these vectors can stand beside those of this embedder."""
        return self._embedder is embedder

    def _readable(self, reader: frozenset[str], country: str | None) -> NDArray[np.bool_]:
        """Which sections are open to this reader and hold in the country, if one is given."""
        kinds, kind_of = self._groups
        good = [
            (not audience or bool(audience & reader))
            and (country is None or holds.lower() in ("", country.lower()))
            for audience, holds in kinds
        ]
        return np.array(good, dtype=np.bool_)[kind_of]

    def _first_look(self, question: str) -> "_Looked":
        """Every section's score, and its nearest window."""
        asked = self._embedder.embed([_as_query(question, self._embedder)])[0]
        meaning = self._vectors @ asked
        paths, near = meaning[: len(self.sections)], meaning[len(self.sections) :]
        nearest = np.maximum.reduceat(near, self._starts)
        most = sum(self._bm25.idf(word) for word in set(words(question))) * 1.6
        shared = np.minimum(self._bm25.scores(question) / max(most, 1e-9), 1)
        return _Looked(PATH * paths + WINDOW * nearest + SHARED * shared, near)

    def _found(self, row: int, looked: "_Looked") -> "_Found":
        start, texts = self._starts[row], self._windows[row]
        near = looked.near[start : start + len(texts)]
        return _Found(self.sections[row], texts[int(near.argmax())], float(near.max()), looked.scores[row])

    def _second_look(self, question: str, found: "list[_Found]") -> "list[_Found]":
        """The same passages in the order of how well they answer; unchanged without a reader.

        What is not read again stays behind, as if it answered no better than the worst that was.
        """
        if self._reader is None:
            return found
        looked = [read_again(each.section, each.window) for each in found[:READ_AGAIN]]
        odds = self._reader.read(question, looked).tolist()
        odds += [min(odds)] * (len(found) - len(looked))
        order = sorted(range(len(found)), key=lambda row: -odds[row])
        return [replace(found[row], score=_sure(odds[row], found[row].near)) for row in order]

    def _passage(self, found: "_Found") -> Passage:
        section = found.section
        return Passage(
            section.title,
            section.heading,
            section.text,
            section.source,
            float(found.score),
            quoted(section, found.window),
            section.country,
            section.link,
            bool(section.audience),
        )


@dataclass(frozen=True, slots=True)
class _Looked:
    """The first look: a score for each section, and each window's nearness in meaning."""

    scores: Scores
    near: Scores


@dataclass(frozen=True, slots=True)
class _Found:
    section: Section
    window: str
    near: float
    score: float


def _sure(odds: float, near: float) -> float:
    return float(1 / (1 + np.exp(-(ODDS * odds + NEAR * near + OFFSET))))


def _enough(embedder: Embedder, reader: Reader | None) -> float:
    if reader is not None:
        return ENOUGH
    return ENOUGH_LEXICAL if embedder.name.startswith("lexical") else ENOUGH_FIRST_LOOK


def _as_query(question: str, embedder: Embedder) -> str:
    return QUERY + question if embedder.name.startswith("bge") else question


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _embedded(texts: list[str], keys: list[bytes], embedder: Embedder, before: "Knowledge | None") -> Vectors:
    """A row for each text, in their order."""
    known = dict(before.vectors()) if before is not None and before.embedded_by(embedder) else {}
    fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    known |= zip(fresh, embedder.embed(list(fresh.values())), strict=True)
    return np.stack([known[key] for key in keys]) if keys else embedder.embed([])


def _grouped(
    articles: Sequence[Section],
) -> tuple[list[tuple[frozenset[str], str]], NDArray[np.int64]]:
    """The different (audience, country) pairs, and which of them each section has."""
    kinds: dict[tuple[frozenset[str], str], int] = {}
    rows = [kinds.setdefault((each.audience, each.country), len(kinds)) for each in articles]
    return list(kinds), np.array(rows, dtype=np.int64)
