"""The evaluation verb: figures that anybody can recompute from what it writes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.eval_triage import Answer, Labelled, figures
from bot.cli.main import app

CONTRACT = {
    *("n_test", "n_in_scope", "n_out_of_scope", "accuracy", "accuracy_kept", "coverage"),
    *("accuracy_when_confident", "oos_recall", "oos_false_alarm", "oos_auroc", "fit_seconds"),
    *("ms_per_message_p50", "ms_per_message_p99", "model"),
}
TRAIN = [
    ("reset my password", "key"),
    ("forgot my password", "key"),
    ("password expired", "key"),
    ("the sink leaks", "pipe"),
    ("water in the kitchen", "pipe"),
    ("the tap drips", "pipe"),
    ("who won the match", None),
    ("tell me a joke", None),
]
TEST = [("my password is gone", "key"), ("the pipe leaks water", "pipe"), ("sing a song", None)]
VERB = ["eval", "triage"]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, list[tuple[str, str | None]]], str]:
    def write(name: str, rows: list[tuple[str, str | None]]) -> str:
        file = tmp_path / name
        file.write_text("".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in rows))
        return str(file)

    return write


def test_it_prints_the_figures_and_writes_each_answer(
    written: Callable[[str, list[tuple[str, str | None]]], str], tmp_path: Path
) -> None:
    out = tmp_path / "answers.jsonl"
    files = ["--train", written("train", TRAIN), "--test", written("test", TEST)]
    shown = CliRunner().invoke(app, [*VERB, *files, "--json", "--out", str(out)])
    assert shown.exit_code == 0
    result = json.loads(shown.stdout)
    assert result.keys() == CONTRACT
    answers = [json.loads(line) for line in out.read_text().splitlines()]
    right = [answer["predicted"] == answer["label"] for answer in answers if answer["label"]]
    assert result["accuracy"] == pytest.approx(sum(right) / len(right))
    assert [answer["text"] for answer in answers] == [text for text, _ in TEST]


def test_a_rejected_right_answer_counts_as_wrong_when_kept() -> None:
    key = Labelled(text="x", label="key")
    answers = [
        Answer(key, "key", 0.9, 0.9, False, 1.0),
        Answer(key, "key", 0.9, 0.1, True, 1.0),
        Answer(Labelled(text="y", label=None), "key", 0.2, 0.05, True, 3.0),
    ]
    shown = figures(answers, act=0.5)
    assert (shown["accuracy"], shown["accuracy_kept"], shown["coverage"]) == (1.0, 0.5, 0.5)
    assert (shown["oos_recall"], shown["oos_false_alarm"], shown["oos_auroc"]) == (1.0, 0.5, 1.0)


def test_figures_without_rows_to_take_them_of_are_none() -> None:
    shown = figures([Answer(Labelled(text="x", label="key"), "key", 0.9, 0.9, False, 1.0)], act=0.5)
    assert shown["oos_recall"] is None
    assert shown["oos_auroc"] is None


def test_rubbish_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "a", "label": null}\n{"text": 3}\n')
    shown = CliRunner().invoke(app, [*VERB, "--train", str(file), "--test", str(file)])
    assert shown.exit_code == 2
    assert "line 2" in shown.stderr
