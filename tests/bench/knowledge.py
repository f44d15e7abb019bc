"""How long a search takes in a large handbook, and what the handbook costs.

`python -m tests.bench.knowledge [SECTIONS]`: articles of words put together at random. Their vectors are
made up, too (embedding 10,000 sections takes minutes and changes nothing here); questions are embedded and
read again by the real models.
"""

import random
import re
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np
import psutil
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.intake.library import SAMPLE
from memory import Embedder, Knowledge, Shelf, load_embedder, load_reader
from memory.articles import Section
from memory.embedding import Vectors
from tests.bench.table import show

T = TypeVar("T")

PER_ARTICLE = 5
WORDS = 120
QUESTIONS = 60


class MadeUp:
    """The real embedder for questions, random directions for everything that is indexed."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self._embedder = embedder
        self._random = np.random.default_rng(7)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One text is a question."""
        if len(texts) == 1:
            return self._embedder.embed(texts)
        rows = self._random.standard_normal((len(texts), 384), dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def measure(sections: int) -> None:
    """Print the table."""
    chance = random.Random(7)
    vocabulary = vocabulary_of(SAMPLE)
    process = psutil.Process()
    threadpool_limits(limits=1, user_api="blas")  # as the bot does once everything is learned
    real = load_embedder()
    real.embed(["warm"])
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), sections, vocabulary, chance)
        before = process.memory_info().rss
        shelf, indexed = timed(lambda: Shelf([Path(name)], MadeUp(real), load_reader()))
        grown = process.memory_info().rss - before
        _, looked = timed(shelf.refresh)
        change = Path(name) / "article-7.md"
        change.write_text(change.read_text() + "\nOne more sentence stands here now.\n")
        _, refreshed = timed(shelf.refresh)
        parts = shelf.knowledge.sections
        questions = [question(parts, chance) for _ in range(QUESTIONS)]
        plain = Knowledge(parts, MadeUp(real), before=shelf.knowledge)
        first = times(plain, questions)
        shelf.knowledge.search("warm up the reader")
        again = times(shelf.knowledge, questions)
    rows = [
        (f"search, {len(parts):,} sections, first look: p50", f"{first[0]:.0f} ms", ""),
        ("… p95", f"{first[1]:.0f} ms", "50 ms"),
        ("… processor time", f"{first[2]:.0f} ms", ""),
        ("search with three passages read again: p50", f"{again[0]:.0f} ms", ""),
        ("… p95", f"{again[1]:.0f} ms", "50 ms"),
        ("… processor time", f"{again[2]:.0f} ms", ""),
        ("index, resident", f"{grown / 2**20:.0f} MB", ""),
        ("reading and indexing without embedding", f"{indexed:.1f} s", ""),
        ("a look at the folders, nothing changed", f"{looked * 1000:.0f} ms", ""),
        ("one article changed", f"{refreshed:.1f} s", ""),
        ("embedding, sections a second", f"{embedding_rate(parts[:40], real):.0f}", ""),
    ]
    show("A large handbook", rows)


def vocabulary_of(folder: Path) -> list[str]:
    """The words of the sample handbook, the most frequent first."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    return [word for word, _ in Counter(re.findall(r"[a-zA-Z]+", text.lower())).most_common()]


def write(folder: Path, sections: int, vocabulary: Sequence[str], chance: random.Random) -> None:
    """Articles with as many sections, of words as rare and as common as in a language."""
    weights = [1 / (rank + 10) for rank in range(len(vocabulary))]
    for number in range(sections // PER_ARTICLE):
        parts = [f"# Article {number}\n"]
        for part in range(PER_ARTICLE):
            said = chance.choices(vocabulary, weights, k=WORDS)
            lines = [" ".join(said[at : at + 12]) + "." for at in range(0, WORDS, 12)]
            parts.append(f"## Part {part} about {said[0]}\n" + "\n".join(lines) + "\n")
        (folder / f"article-{number}.md").write_text("\n".join(parts))


def question(parts: Sequence[Section], chance: random.Random) -> str:
    """A question in words of one section."""
    said = chance.choice(parts).text.split()
    return f"how do I get {' '.join(chance.sample(said, 5))} for next week?"


def times(index: Knowledge, questions: Sequence[str]) -> tuple[float, float, float]:
    """p50, p95 and processor time of a search, in milliseconds; no question is asked twice."""
    began = process_time()
    spent = [timed(partial(index.search, asked, 3))[1] * 1000 for asked in questions]
    worked = (process_time() - began) * 1000 / len(questions)
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1], worked


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What it returns, and how many seconds it took."""
    began = perf_counter()
    done = work()
    return done, perf_counter() - began


def embedding_rate(parts: Sequence[Section], embedder: Embedder) -> float:
    """Sections a second, with everything that is embedded of each."""
    _, seconds = timed(lambda: Knowledge(parts, embedder))
    return len(parts) / seconds


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
