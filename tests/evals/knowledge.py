"""How well a handbook answers: our questions about the handbook in `../shared`, right section first or none.

`python -m tests.evals.knowledge [FOLDER]`. The rows `tune` and `more` were written first and used to choose
how passages are found and from when on one is an answer; `held` is the other half of the first sixty, written
with them and not looked at until everything was chosen.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from memory import Knowledge, Passage, load_embedder, load_reader
from memory.kept import KeptVectors
from tests.bench.table import show

QUESTIONS = Path(__file__).parent / "handbook_questions.jsonl"
HANDBOOK = Path(__file__).parents[3] / "shared" / "data" / "knowledge" / "handbook"
SETS = (("tune", "more"), ("held",))


@dataclass(frozen=True)
class Asked:
    """A question, the sections that answer it (none: the handbook does not), and what came first."""

    sections: tuple[str, ...]
    first: Passage
    answered: bool

    @property
    def right(self) -> bool:
        """Whether a right section came first."""
        return self.first.source in self.sections


@dataclass(frozen=True)
class Figures:
    """Shares of the questions that the handbook answers, and of those it does not."""

    answerable: int
    right_first: float
    answered_right: float
    answered_wrong: float
    unanswerable: int
    refused: float
    without_source: int


def evaluate(handbook: Path, sets: Sequence[str], vectors: Path | None = None) -> Figures:
    """Ask every question of these sets. `vectors` keeps what was embedded for the next time."""
    embedder = load_embedder()
    kept = KeptVectors(embedder, vectors) if vectors else None
    index = Knowledge.load([handbook], kept or embedder, reader=load_reader())
    if kept:
        kept.keep()
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    asked = [_ask(index, row["text"], row["sections"]) for row in rows if row["set"] in sets]
    return figures(asked)


def _ask(index: Knowledge, text: str, sections: Sequence[str]) -> Asked:
    first = index.search(text, 1)[0]
    return Asked(tuple(sections), first, first.score >= index.enough)


def figures(asked: Sequence[Asked]) -> Figures:
    """The shares."""
    known = [each for each in asked if each.sections]
    unknown = [each for each in asked if not each.sections]
    return Figures(
        len(known),
        sum(each.right for each in known) / len(known),
        sum(each.right and each.answered for each in known) / len(known),
        sum(each.answered and not each.right for each in known) / len(known),
        len(unknown),
        sum(not each.answered for each in unknown) / len(unknown),
        sum(each.answered and not each.first.source for each in asked),
    )


def main(handbook: Path) -> None:
    """Print the table."""
    table: list[tuple[str, str, str]] = []
    for sets in SETS:
        found = evaluate(handbook, sets)
        name = " and ".join(sets)
        table += [
            (f"{name}: right section first, of {found.answerable}", f"{found.right_first:.1%}", "85 %"),
            (f"{name}: answered with the right section", f"{found.answered_right:.1%}", ""),
            (f"{name}: answered with another section", f"{found.answered_wrong:.1%}", ""),
            (f"{name}: unanswerable refused, of {found.unanswerable}", f"{found.refused:.1%}", "90 %"),
            (f"{name}: answers without a source", str(found.without_source), "0"),
        ]
    show("Questions about a handbook of 113 pages", table)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HANDBOOK)
