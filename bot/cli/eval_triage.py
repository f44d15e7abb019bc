"""`baton eval triage`: how well triage learns any labelled messages, in numbers anybody can recompute."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from pydantic import BaseModel, JsonValue
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.cli.jsonl import read_rows, stop
from bot.intake.triage.guess import Guess, Triage
from memory import load_embedder

EXAMPLE = '{"text": "...", "label": "..."}'
console = Console(stderr=True)


class Labelled(BaseModel):
    """A message and its label; null is out of scope."""

    text: str
    label: str | None


@dataclass(frozen=True)
class Answer:
    """What triage said to one row and how long it took. `predicted` is forced: there also when rejected."""

    row: Labelled
    predicted: str
    score: float
    known: float
    rejected: bool
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether the forced choice is the label."""
        return self.predicted == self.row.label


def eval_triage(
    train: Annotated[Path, typer.Option(help="Rows to learn from; label null is out of scope.")],
    test: Annotated[Path, typer.Option(help="Rows to judge by; never looked at while learning.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every figure.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write each row's answer here, as JSON Lines.")] = None,
) -> None:
    """Learn the training rows, answer the test rows one at a time, and print the figures."""
    learned, seconds = _learn(read_rows(train, Labelled, EXAMPLE))
    rows = read_rows(test, Labelled, EXAMPLE)
    answers = [_answer(learned, row) for row in track(rows, "Asking", console=console, transient=True)]
    if out:
        _write(out, answers)
    shown = figures(answers, learned.thresholds.act) | {
        "fit_seconds": round(seconds, 2),
        "model": learned.embedder.name,
    }
    print(json.dumps(shown)) if as_json else Console().print(_table(shown))


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
    return learned, time.perf_counter() - began


def _answer(learned: Triage, row: Labelled) -> Answer:
    began = time.perf_counter()
    guess: Guess = learned.guess(row.text)
    took = (time.perf_counter() - began) * 1000
    rejected = guess.known < learned.thresholds.known
    return Answer(row, guess.best.name, guess.best.probability, guess.known, rejected, took)


def figures(answers: Sequence[Answer], act: float) -> dict[str, JsonValue]:
    """The contract's figures; shares are 0 to 1, None where there are no rows to take them of.

    `coverage` is the share of in-scope rows that would be acted on: not rejected, score at least `act`.
    """
    inside = [answer for answer in answers if answer.row.label is not None]
    outside = [answer for answer in answers if answer.row.label is None]
    acted = [answer for answer in inside if not answer.rejected and answer.score >= act]
    took = [answer.milliseconds for answer in answers]
    return {
        "n_test": len(answers),
        "n_in_scope": len(inside),
        "n_out_of_scope": len(outside),
        "accuracy": _share([answer.right for answer in inside]),
        "accuracy_kept": _share([answer.right and not answer.rejected for answer in inside]),
        "coverage": round(len(acted) / len(inside), 4) if inside else None,
        "accuracy_when_confident": _share([answer.right for answer in acted]),
        "oos_recall": _share([answer.rejected for answer in outside]),
        "oos_false_alarm": _share([answer.rejected for answer in inside]),
        "oos_auroc": _auroc(inside, outside),
        "ms_per_message_p50": round(float(np.percentile(took, 50)), 2),
        "ms_per_message_p99": round(float(np.percentile(took, 99)), 2),
    }


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 4) if hits else None


def _auroc(inside: Sequence[Answer], outside: Sequence[Answer]) -> float | None:
    if not inside or not outside:
        return None
    truth = [True] * len(inside) + [False] * len(outside)
    # Every verb imports this file at its start; only this one pays for scikit-learn.
    from sklearn.metrics import roc_auc_score

    return round(float(roc_auc_score(truth, [answer.known for answer in (*inside, *outside)])), 4)


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
