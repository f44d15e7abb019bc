"""Every evaluation in one table: `make eval`, or `python -m tests.evals.run [--dry]`.

Prints the table and writes it, dated, above those of earlier days in docs/evaluation.md (not with `--dry`).
What needs the development data in `../shared/data` is left out by name where that is absent.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import Progress

from bot.cli import recall_report
from bot.cli.eval_triage import evaluate
from bot.cli.triage import Shipped
from bot.cli.triage_report import Evaluated
from tests.bench.table import show
from tests.evals import employees, knowledge, packets, page, recall
from tests.evals.page import Section

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
OWN = Path(__file__).parent / "employees.jsonl"
GOALS = {
    "right where it acts": "95 %",
    "clear requests acted on": "90 %",
    "not for a machine: nothing started": "95 %",
    "wishes for a person obeyed": "100 %",
}
Watched = Callable[[Sequence[Any]], Any]
Found = Evaluated | recall_report.Evaluated | packets.Told | None


@dataclass(frozen=True)
class Trial:
    """A BANKING77 task: its name, files without ending, and the goals of the figures that count."""

    name: str
    train: str
    test: str
    goals: dict[str, str]


TRIALS = (
    Trial(
        "BANKING77, ten examples a class",
        "banking77_train_10shot",
        "banking77_test",
        {"accuracy": "89.5 %", "coverage": "", "accuracy_when_confident": ""},
    ),
    Trial(
        "BANKING77, all examples",
        "banking77_train",
        "banking77_test",
        {"accuracy": "94.5 %", "coverage": "", "accuracy_when_confident": ""},
    ),
    Trial(
        "BANKING77, 27 of 77 intents unknown",
        "banking77_oos_train",
        "banking77_oos_test",
        {"accuracy": "", "accuracy_kept": "at most 3 points less", "oos_recall": "60 %", "oos_auroc": "89 %"},
    ),
)
SAID = {
    "accuracy": "right",
    "accuracy_kept": "right and not rejected",
    "coverage": "acted on",
    "accuracy_when_confident": "right where it acts",
    "oos_recall": "unknown ones rejected",
    "oos_auroc": "area under the curve, known against unknown",
}


def own_rows(shipped: Shipped, file: Path, watched: Watched) -> Section:
    """Employees' messages, judged one at a time."""
    rows = employees.read(file)
    judged = [employees.judge(row, shipped) for row in watched(rows)]
    shares = [(name, str(share), GOALS[name]) for name, share in employees.figures(judged).items()]
    middle, late = np.percentile([one.milliseconds for one in judged], [50, 95])
    time = (
        "processor time a message, median and 95th percentile",
        f"{middle:.1f} and {late:.1f} ms",
        "10 ms",
    )
    title = "our own" if file == OWN else file.stem
    return Section(f"Employees' messages, {title} ({len(rows)})", (*shares, time))


def banking(trial: Trial, watched: Watched) -> tuple[Section, Evaluated]:
    """One task of BANKING77 and its answers."""
    folder = SHARED / "triage"
    told = evaluate(folder / f"{trial.train}.jsonl", folder / f"{trial.test}.jsonl", watched)
    shares = [(SAID[key], _percent(told.figures[key]), goal) for key, goal in trial.goals.items()]
    return Section(trial.name, (*shares, ("seconds to learn", str(told.figures["fit_seconds"]), ""))), told


def _percent(share: object) -> str:
    return f"{share:.1%}" if isinstance(share, float) else "none"


def handbook() -> Section:
    """The questions about the handbook that nobody looked at while it was tuned."""
    found = knowledge.evaluate(knowledge.HANDBOOK, ("held",), ROOT / "build" / "handbook-vectors.npz")
    rows = (
        (f"right section first, of {found.answerable}", f"{found.right_first:.1%}", "85 %"),
        ("answered with another section", f"{found.answered_wrong:.1%}", ""),
        (f"unanswerable ones refused, of {found.unanswerable}", f"{found.refused:.1%}", "90 %"),
        ("answers without a source", str(found.without_source), "0"),
    )
    return Section("Questions about a handbook of 113 pages, set aside", rows)


def measure(progress: Progress) -> Iterator[tuple[Section, Found]]:
    """One evaluation after the other, with a bar for each."""

    def bar(what: str) -> Watched:
        return lambda rows: progress.track(rows, description=what)

    shipped = Shipped.load()
    yield own_rows(shipped, OWN, bar("Our own messages")), None
    threads = packets.measured(SHARED / "packet" if SHARED.is_dir() else None, bar("Packets"))
    yield packets.section(threads), threads
    if not SHARED.is_dir():
        left_out = ", ".join(("employees_dev", *(trial.name for trial in TRIALS), "the handbook", "recall"))
        progress.console.print(f"Left out, for {SHARED} is not there: {left_out}.")
        return
    yield own_rows(shipped, SHARED / "triage" / "employees_dev.jsonl", bar("employees_dev")), None
    waiting = progress.add_task("Handbook", total=None)
    yield handbook(), None
    progress.update(waiting, total=1, completed=1)
    chats = recall.long_chats(SHARED / "recall", bar("Recall"))
    yield recall.section(chats), chats
    for trial in TRIALS:
        yield banking(trial, bar(trial.name))


def main(dry: bool) -> None:
    """Measure, print, write."""
    with Progress(console=Console(stderr=True)) as progress:
        found = list(measure(progress))
    sections = [section for section, _ in found]
    for section in sections:
        show(section.title, section.rows)
    if not dry:
        page.write(sections)
        page.draw([(section.title, told) for section, told in found if isinstance(told, Evaluated)])
        for _, told in found:
            if isinstance(told, recall_report.Evaluated):
                recall.draw(told)
            elif isinstance(told, packets.Told) and told.kept:
                packets.draw(told)
        Console().print(f"Written to {page.FILE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main("--dry" in sys.argv[1:])
