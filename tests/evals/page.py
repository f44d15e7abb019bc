"""docs/evaluation.md: the newest table on top of those of earlier days, and the pictures beside it."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.cli.graph import Line, chart
from bot.cli.triage_report import Evaluated, coverage_points, reliability_points

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "evaluation.md"
PICTURES = ROOT / "docs" / "pictures"
DAY = re.compile(r"^## (?=\d{4}-)", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A title, and rows of what was measured, the figure and the goal."""

    title: str
    rows: Sequence[tuple[str, str, str]]

    def __str__(self) -> str:
        lines = [f"| {' | '.join(row)} |" for row in (("", "measured", "goal"), ("---", "---", "---"))]
        lines += [f"| {' | '.join(row)} |" for row in self.rows]
        return "\n".join([f"### {self.title}", "", *lines, ""])


def write(sections: Sequence[Section]) -> None:
    """Put today's tables on top; what was measured earlier on the same day gives way."""
    today = date.today().isoformat()
    told = "\n".join(map(str, sections))
    FILE.write_text(with_day(FILE.read_text(encoding="utf-8"), today, commit(), told), encoding="utf-8")


def with_day(page: str, day: str, at: str, told: str) -> str:
    """The page with this day's section before those of other days."""
    head, *days = DAY.split(page)
    others = [each.rstrip() for each in days if not each.startswith(day)]
    return "\n\n## ".join([head.rstrip(), f"{day}, at {at}\n\n{told}".rstrip(), *others]) + "\n"


def commit() -> str:
    """The commit that was measured, and whether anything was changed since."""
    short = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", "bot", "skills", "memory", "tests/evals")
    return f"{short} with changes that were not committed" if changed else short


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def draw(found: Sequence[tuple[str, Evaluated]]) -> None:
    """Both pictures, one line for each evaluation."""
    inside = {title: [one for one in told.answers if one.row.label is not None] for title, told in found}
    if not inside:
        return
    even = Line("as sure as right", [(0, 0), (1, 1)], faint=True)
    believed = [Line(title, reliability_points(rows), dots=True) for title, rows in inside.items()]
    acted = [Line(title, coverage_points(rows)) for title, rows in inside.items()]
    save("triage-reliability", chart("Can a score be believed?", "score", "right", [*believed, even]))
    save("triage-coverage", chart("Acting on more", "acted on", "right where it acts", acted, 0.8))


def save(name: str, picture: str) -> None:
    """Write a picture beside the others."""
    (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")
