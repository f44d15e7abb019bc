"""`baton eval recall`: how much of what answers a question is found among all that somebody once said."""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.cli.jsonl import read_rows, stop
from bot.cli.recall_report import Evaluated, page
from bot.cli.recalled import SHOWN, Question, Recalled, Turn, figures
from bot.cli.report import write
from bot.intake.triage.classifier import one_thread_each
from memory import Embedder, Index, Role, Said, load_embedder

TURN = '{"id": "...", "user": "...", "conversation": "...", "at": "...", "speaker": "...", "text": "..."}'
QUESTION = '{"id": "...", "user": "...", "text": "...", "evidence": ["..."]}'
THEN = datetime(2026, 1, 5, tzinfo=UTC)
"""Recall goes by the order of messages, not by their times."""
console = Console(stderr=True)


def eval_recall(
    corpus: Annotated[Path, typer.Option(help="Messages; a question sees those of its own user.")],
    questions: Annotated[Path, typer.Option(help="Questions with the ids of the messages that answer them.")],
    k: Annotated[
        list[int] | None, typer.Option(min=1, max=SHOWN, help="Look at the first so many.  [default: 5 10]")
    ] = None,
    more: Annotated[list[int] | None, typer.Argument(min=1, max=SHOWN, hidden=True)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every figure.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Write each question's ranking here, as JSON Lines.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page with pictures into this folder.")] = None,
) -> None:
    """Index each user's messages as the product does, ask one question after the other, and count."""
    ks = sorted({*(k or ()), *(more or ())}) or [5, 10]
    watched = partial(track, description="Asking", console=console, transient=True)
    told = evaluate(corpus, questions, watched, ks)
    if out:
        _write(out, told.recalled)
    if report:
        console.print(f"The report: {write(report, page(told))}")
    print(json.dumps(told.figures)) if as_json else Console().print(_table(told.figures))


def evaluate(
    corpus: Path,
    questions: Path,
    watched: Callable[[Sequence[Question]], Iterable[Question]],
    ks: Sequence[int] = (5, 10),
) -> Evaluated:
    """Index and ask. `watched` hands out the questions in their order, with a progress bar."""
    asked = read_rows(questions, Question, QUESTION)
    users = {question.user for question in asked}
    turns = [turn for turn in read_rows(corpus, Turn, TURN) if turn.user in users]
    embedder = load_embedder()
    began = time.perf_counter()
    indexes = indexed(turns, embedder)
    seconds = time.perf_counter() - began
    one_thread_each()
    recalled = [ask(indexes.get(question.user), question) for question in watched(asked)]
    shown = figures(recalled, ks) | {"index_seconds": round(seconds, 2), "model": embedder.name}
    return Evaluated(corpus.name, questions.name, {turn.id: turn for turn in turns}, recalled, shown)


def indexed(turns: Sequence[Turn], embedder: Embedder) -> dict[str, Index]:
    """An index for each user, over their own messages in the order given."""
    said: dict[str, list[Said]] = {}
    for turn in turns:
        line = Said(turn.id, "", turn.user, turn.conversation, turn.speaker, Role.EMPLOYEE, turn.text, THEN)
        said.setdefault(turn.user, []).append(line)
    return {user: Index(lines, embedder) for user, lines in said.items()}


def ask(index: Index | None, question: Question) -> Recalled:
    """One question; nothing is found for somebody who never said anything."""
    began = time.perf_counter()
    found = index.search(question.text, SHOWN) if index else []
    took = (time.perf_counter() - began) * 1000
    return Recalled(question, [said.id for said, _ in found], took)


def _write(out: Path, recalled: Sequence[Recalled]) -> None:
    lines = (json.dumps({"id": one.question.id, "ranked": one.ranked}) + "\n" for one in recalled)
    try:
        out.write_text("".join(lines), encoding="utf-8")
    except OSError:
        stop(f"{out} cannot be written; choose another --out.")


def _table(shown: Mapping[str, JsonValue]) -> Table:
    table = Table("figure", "value", title="Recall")
    for name, value in shown.items():
        table.add_row(name, "none" if value is None else str(value))
    return table
