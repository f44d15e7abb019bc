"""The evaluation of recall: figures that anybody can recompute from what it writes."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.cli.recall_report import Evaluated, age_points, depth_points, misses
from bot.cli.recalled import Question, Recalled, Turn, figures, recall_at

CONTRACT = {
    *("n", "recall_at_5", "recall_at_10", "ms_per_question_p50", "ms_per_question_p95"),
    *("ms_per_question_p99", "index_seconds", "model"),
}
SAID = [
    ("ida", "Ida", "The label printer by the loading dock jams on <b>Fridays</b>."),
    ("ida", "Jordan", "I ordered a new roller for it."),
    ("ida", "Ida", "My badge opens the north door only."),
    ("otto", "Otto", "The label printer by the loading dock is purple."),
]
ASKED = [
    ("q1", "ida", "Which day does the label printer jam?", ["m0"]),
    ("q2", "ida", "What was ordered for the printer?", ["m1", "elsewhere"]),
    ("q3", "nobody", "Is anybody there?", ["m3"]),
]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    corpus = [
        {"id": f"m{n}", "user": user, "conversation": "c", "at": "today", "speaker": who, "text": text}
        for n, (user, who, text) in enumerate(SAID)
    ]
    asked = [dict(zip(("id", "user", "text", "evidence"), row, strict=True)) for row in ASKED]
    for name, rows in (("corpus", corpus), ("questions", asked)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return ["--corpus", str(tmp_path / "corpus"), "--questions", str(tmp_path / "questions")]


def run(*words: str) -> dict[str, object]:
    shown = CliRunner().invoke(app, ["eval", "recall", *words, "--json"])
    assert shown.exit_code == 0, shown.stderr
    told: dict[str, object] = json.loads(shown.stdout)
    return told


def test_it_prints_the_figures_and_writes_each_ranking(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "ranked.jsonl"
    told = run(*files, "--out", str(out))
    assert told.keys() == CONTRACT
    ranked = {row["id"]: row["ranked"] for row in map(json.loads, out.read_text().splitlines())}
    assert ranked["q1"][0] == "m0"
    assert sorted(ranked["q2"]) == ["m0", "m1", "m2"], "somebody else's messages are not seen"
    assert ranked["q3"] == []
    assert told["recall_at_5"] == told["recall_at_10"] == 0.5


@pytest.mark.parametrize("words", [["--k", "1", "2"], ["--k", "1", "--k", "2"], ["--k", "2", "1"]])
def test_k_takes_any_numbers(files: list[str], words: Sequence[str]) -> None:
    told = run(*files, *words)
    assert [name for name in told if name.startswith("recall")] == ["recall_at_1", "recall_at_2"]


def test_the_report_is_one_page_that_asks_nobody_for_anything(files: list[str], tmp_path: Path) -> None:
    run(*files, "--k", "1", "--report", str(tmp_path / "new"))
    page = (tmp_path / "new" / "index.html").read_text()
    assert page.count("<svg ") == page.count("</svg>") == 3
    assert set(re.findall(r"https?://[^\"\s]+", page)) == {"http://www.w3.org/2000/svg"}
    assert "<b>Fridays" not in page


def test_rubbish_is_named_with_its_line(files: list[str]) -> None:
    Path(files[1]).write_text('{"id": "m0"}\n')
    shown = CliRunner().invoke(app, ["eval", "recall", *files])
    assert shown.exit_code == 2
    assert "line 1" in shown.stderr


def recalled(ranked: list[str], evidence: list[str]) -> Recalled:
    return Recalled(Question(id="q", user="u", text="a b", evidence=evidence), ranked, 2.0)


def test_a_question_counts_by_the_share_of_its_evidence() -> None:
    rows = [recalled(["a", "b"], ["b", "z"]), recalled(["a"], ["a"]), recalled([], [])]
    assert (recall_at(rows, 1), recall_at(rows, 2)) == (0.5, 0.75)
    assert depth_points(rows)[:2] == [(0.05, 0.5), (0.1, 0.75)]
    assert figures(rows, [2])["ms_per_question_p50"] == 2.0
    assert recall_at(rows[2:], 1) is None


def test_the_report_shows_what_was_missed_and_how_long_ago_it_was_said() -> None:
    turns = {n: Turn(id=n, user="u", conversation="c", at="", speaker="s", text=n * 2) for n in "ab"}
    told = Evaluated("c", "q", turns, [recalled(["a"], ["a", "b"])], {})
    assert list(misses(told)) == [("a b", "bb", "beyond 20", "aa")]
    assert age_points(told) == [(0.05, 1.0), (0.55, 0.0)]
