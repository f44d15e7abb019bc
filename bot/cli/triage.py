"""`baton triage`: what the shipped catalogue would do with a message, without doing it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel, JsonValue

from bot.cli.jsonl import read_rows, stop
from bot.intake.triage.classifier import one_thread_each
from bot.intake.triage.guess import Triage
from bot.intake.triage.outside import outside_examples
from bot.intake.triage.routing import Decision, decide
from memory import load_embedder
from skills import Badge, catalog

EXAMPLE = '{"id": "1", "text": "..."}'


class Row(BaseModel):
    """One line of a file: a message and the name its answer gets (without one, the line's number)."""

    id: str | int = ""
    text: str


@dataclass(frozen=True)
class Shipped:
    """Triage as it comes out of the box, and the badges it learned from."""

    triage: Triage
    badges: Mapping[str, Badge]

    @classmethod
    def load(cls) -> "Shipped":
        """Learn the built-in catalogue; takes about two seconds."""
        badges = {name: skill.badge for name, skill in catalog.load().skills.items()}
        examples = {name: badge.examples for name, badge in badges.items()}
        triage = Triage.fit(examples, load_embedder(), outside_examples())
        one_thread_each()
        return cls(triage, badges)

    def decide(self, text: str) -> Decision:
        """What would happen with this message."""
        return decide(text, self.triage, self.badges)


def triage_json(text: str, row_id: str | int, decision: Decision) -> dict[str, JsonValue]:
    """The decision in the form `baton triage --json` promises."""
    return {
        "id": row_id,
        "text": text,
        "route": decision.route.value,
        "skill": decision.skill,
        "choices": list(decision.choices),
        "parts": [{"text": part.text, "skill": part.skill} for part in decision.parts],
        "score": round(decision.score, 4),
        "runner_up": decision.runner_up,
        "reason": decision.reason,
        "rule": decision.rule,
        "desk": decision.desk,
    }


def triage(
    text: Annotated[str | None, typer.Argument(help="The message; in quotes.")] = None,
    file: Annotated[Path | None, typer.Option(help="JSON Lines with `id` and `text` instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Say what would be done with a message, or with every message of a file, without doing it."""
    if (text is None) == (file is None):
        stop("Give either a message in quotes or --file with JSON Lines.")
    rows = read_rows(file, Row, EXAMPLE) if file else [Row(text=text or "")]
    shipped = Shipped.load()
    for number, row in enumerate(rows, 1):
        decision = shipped.decide(row.text)
        print(_line(row, number, decision) if as_json or file else _sentence(decision))


def _line(row: Row, number: int, decision: Decision) -> str:
    return json.dumps(triage_json(row.text, row.id or str(number), decision), ensure_ascii=False)


def _sentence(decision: Decision) -> str:
    what = decision.skill or " + ".join(part.skill for part in decision.parts if part.skill)
    where = what or ", ".join(decision.choices) or decision.desk or ""
    return f"{decision.route.value}{f' ({where})' if where else ''}: {decision.reason}"
