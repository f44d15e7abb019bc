"""`baton eval triage`: how well triage learns any labelled messages, in numbers anybody can recompute."""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.cli.answers import Answer, Labelled, figures
from bot.cli.jsonl import read_rows, stop
from bot.cli.report import write
from bot.cli.triage_report import Evaluated, page
from bot.intake.triage.classifier import one_thread_each
from bot.intake.triage.guess import Guess, Triage
from memory import load_embedder

EXAMPLE = '{"text": "...", "label": "..."}'
console = Console(stderr=True)


def eval_triage(
    train: Annotated[Path, typer.Option(help="Rows to learn from; label null is out of scope.")],
    test: Annotated[Path, typer.Option(help="Rows to judge by; never looked at while learning.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every figure.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write each row's answer here, as JSON Lines.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page with pictures into this folder.")] = None,
) -> None:
    """Learn the training rows, answer the test rows one at a time, and print the figures."""
    told = evaluate(train, test, partial(track, description="Asking", console=console, transient=True))
    if out:
        _write(out, told.answers)
    if report:
        console.print(f"The report: {write(report, page(told))}")
    print(json.dumps(told.figures)) if as_json else Console().print(_table(told.figures))


def evaluate(
    train: Path, test: Path, watched: Callable[[Sequence[Labelled]], Iterable[Labelled]]
) -> Evaluated:
    """Learn one file, answer the other. `watched` hands out the rows in their order, with a progress bar."""
    learned, seconds = _learn(read_rows(train, Labelled, EXAMPLE))
    rows = read_rows(test, Labelled, EXAMPLE)
    answers = [_answer(learned, row) for row in watched(rows)]
    shown = figures(answers, learned.thresholds.act) | {
        "fit_seconds": round(seconds, 2),
        "model": learned.embedder.name,
    }
    return Evaluated(train.name, test.name, answers, learned.thresholds.act, shown)


def _learn(rows: Sequence[Labelled]) -> tuple[Triage, float]:
    examples: dict[str, list[str]] = {}
    for row in rows:
        if row.label is not None:
            examples.setdefault(row.label, []).append(row.text)
    outside = [row.text for row in rows if row.label is None]
    embedder = load_embedder()
    began = time.perf_counter()
    try:
        learned = Triage.fit(examples, embedder, {"none:outside": outside} if len(outside) > 1 else None)
    except ValueError as error:
        stop(str(error))
    one_thread_each()
    return learned, time.perf_counter() - began


def _answer(learned: Triage, row: Labelled) -> Answer:
    began = time.perf_counter()
    guess: Guess = learned.guess(row.text)
    took = (time.perf_counter() - began) * 1000
    rejected = guess.known < learned.thresholds.known
    return Answer(row, guess.best.name, guess.best.probability, guess.known, rejected, took)


def _write(out: Path, answers: Sequence[Answer]) -> None:
    lines = (
        {
            "text": answer.row.text,
            "label": answer.row.label,
            "predicted": answer.predicted,
            "score": round(answer.score, 6),
            "rejected": answer.rejected,
            "known": round(answer.known, 6),
        }
        for answer in answers
    )
    try:
        out.write_text(
            "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
        )
    except OSError:
        stop(f"{out} cannot be written; choose another --out.")


def _table(shown: Mapping[str, JsonValue]) -> Table:
    table = Table("figure", "value", title="Triage")
    for name, value in shown.items():
        table.add_row(name, "none" if value is None else str(value))
    return table
