"""The evaluation verb: figures that anybody can recompute from what it writes."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.answers import Answer, Labelled, figures
from bot.cli.main import app
from bot.cli.triage_report import (
    Evaluated,
    coverage_points,
    page,
    rejection_points,
    reliability_points,
    worst_mistakes,
    worst_pairs,
)

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
HOLE = Labelled(text="a hole", label="pipe")
MIXED = [
    Answer(Labelled(text="reset", label="key"), "key", 0.95, 0.9, False, 1.0),
    Answer(Labelled(text="<b>tap</b>", label="pipe"), "key", 0.68, 0.6, False, 1.0),
    Answer(Labelled(text="drip", label="pipe"), "key", 0.62, 0.5, False, 1.0),
    Answer(Labelled(text="a joke", label=None), "key", 0.65, 0.55, False, 1.0),
]


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


def test_the_report_is_one_page_that_asks_nobody_for_anything(
    written: Callable[[str, list[tuple[str, str | None]]], str], tmp_path: Path
) -> None:
    files = ["--train", written("train", TRAIN), "--test", written("test", TEST)]
    folder = tmp_path / "new" / "report"
    shown = CliRunner().invoke(app, [*VERB, *files, "--json", "--report", str(folder)])
    assert shown.exit_code == 0
    assert json.loads(shown.stdout).keys() == CONTRACT
    page = (folder / "index.html").read_text()
    assert page.count("<svg ") == page.count("</svg>") >= 3
    assert set(re.findall(r"https?://[^\"\s]+", page)) == {"http://www.w3.org/2000/svg"}


def test_the_report_shows_what_is_mixed_up_and_the_worst_mistakes() -> None:
    told = Evaluated("train", "test", [*MIXED, Answer(HOLE, "key", 0.99, 0.9, True, 1.0)], 0.5, {"n_test": 5})
    shown = page(told)
    assert "Label (left) taken for (above)" in shown
    assert "&lt;b&gt;tap&lt;/b&gt;" in shown
    assert list(worst_pairs(MIXED[:3])) == [("pipe", "key", 2, "<b>tap</b>")]
    assert [mistake[0] for mistake in worst_mistakes(told.answers)] == ["<b>tap</b>", "a joke", "drip"]


def test_curves_are_shares_of_the_answers() -> None:
    assert coverage_points(MIXED[:3]) == [(1 / 3, 1.0), (2 / 3, 0.5), (1.0, 1 / 3)]
    (unsure, wrong), (sure, right) = reliability_points(MIXED[:3])
    assert (unsure, wrong, sure, right) == pytest.approx((0.65, 0.0, 0.95, 1.0))
    assert rejection_points(MIXED)[-2:] == [(2 / 3, 1.0), (1.0, 1.0)]


def test_a_report_without_mistakes_or_rows_in_scope() -> None:
    for answers in (MIXED[:1], MIXED[3:]):
        assert "Nothing was mixed up." in page(Evaluated("train", "test", answers, 0.5, {}))


def test_a_report_that_cannot_be_written_is_one_sentence(
    written: Callable[[str, list[tuple[str, str | None]]], str], tmp_path: Path
) -> None:
    train = written("train", TRAIN)
    shown = CliRunner().invoke(app, [*VERB, "--train", train, "--test", train, "--report", train])
    assert shown.exit_code == 2
    assert "--report" in shown.stderr


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
