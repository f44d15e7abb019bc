"""The evaluation of packets: figures that anybody can recompute from what it writes."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.cli.packets import Kind, Line, Thread, folded, judged, survival
from memory import Role

CONTRACT = {
    *("n", "fact_retention", "facts", "packet_chars_p50", "packet_chars_p95", "thread_chars_p50"),
    *("ms_per_packet_p50", "stale_shown_as_current"),
}
THREAD = {
    "id": "one",
    "messages": [
        {"speaker": "Ida", "role": "employee", "text": "The scanner in room 5.12 eats paper"},
        {"speaker": "Jordan", "role": "coworker", "text": "What is on its sticker?"},
        {"speaker": "Ida", "role": "employee", "text": "SC-0417, no wait, SC-0471"},
        {"speaker": "Jordan", "role": "coworker", "text": "Feeder <b>B</b> is worn, says the log."},
    ],
    "facts": ["room 5.12", "SC-0471", "a unicorn"],
    "stale": ["SC-0417"],
}


@pytest.fixture
def threads(tmp_path: Path) -> str:
    file = tmp_path / "threads.jsonl"
    file.write_text(json.dumps(THREAD) + "\n")
    return str(file)


def run(*words: str) -> dict[str, object]:
    shown = CliRunner().invoke(app, ["eval", "packet", *words, "--json"])
    assert shown.exit_code == 0, shown.stderr
    told: dict[str, object] = json.loads(shown.stdout)
    return told


def test_it_prints_the_figures_and_writes_each_packet(threads: str, tmp_path: Path) -> None:
    told = run("--threads", threads, "--out", str(tmp_path / "out"))
    assert told.keys() == CONTRACT
    page = (tmp_path / "out" / "one.md").read_text()
    kept = [fact for fact in ("room 5.12", "SC-0471", "a unicorn") if folded(fact) in folded(page)]
    assert told["fact_retention"] == round(len(kept) / 3, 4) == 0.6667
    assert told["packet_chars_p50"] == len(page)


@pytest.mark.parametrize("bound", [["--budget", "0.5"], ["--limit", "70"], ["--limit", "0"]])
def test_a_bound_is_for_facts_and_summary_alone(threads: str, tmp_path: Path, bound: list[str]) -> None:
    run("--threads", threads, "--out", str(tmp_path / "out"), *bound)
    page = (tmp_path / "out" / "one.md").read_text()
    chars = Thread.model_validate(THREAD).chars
    assert len(page) <= (chars / 2 if bound[0] == "--budget" else int(bound[1]))
    assert "Next step" not in page


def test_the_report_shows_what_was_lost_on_one_page(threads: str, tmp_path: Path) -> None:
    run("--threads", threads, "--limit", "40", "--report", str(tmp_path / "page"))
    page = (tmp_path / "page" / "index.html").read_text()
    assert page.count("<svg ") == page.count("</svg>") == 3
    assert "a unicorn" in page
    assert "<b>B</b>" not in page
    assert set(re.findall(r"https?://[^\"\s]+", page)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize(
    ("rendered", "shown"),
    [
        ("the tag is SC-0417", ["SC-0417"]),
        ("the tag is ~~SC-0417~~ SC-0471", []),
        ("- asset: SC-0471 (was SC-0417)", []),
        ("- asset: SC-0471 (was ~~SC-0417~~)", []),
        ("tag SC-04171", []),
    ],
)
def test_a_value_that_was_put_right_may_only_stand_struck_through(rendered: str, shown: list[str]) -> None:
    thread = Thread(id="x", messages=[], facts=[], stale=["SC-0417"])
    assert list(judged(thread, rendered, 1.0).stale_shown) == shown


def test_facts_are_counted_by_who_said_them_last_and_what_they_look_like() -> None:
    lines = [
        Line(speaker="A", role=Role.EMPLOYEE, text="in Lyon at 9"),
        Line(speaker="B", role=Role.COWORKER, text="at 9"),
    ]
    found = judged(Thread(id="x", messages=lines, facts=["at 9", "Lyon"]), "lyon", 1.0)
    assert survival(found.facts) == {("coworker", Kind.NUMBER): (1, 1), ("employee", Kind.NAME): (0, 1)}


def test_both_bounds_at_once_are_refused(threads: str) -> None:
    shown = CliRunner().invoke(
        app, ["eval", "packet", "--threads", threads, "--budget", "0.5", "--limit", "9"]
    )
    assert shown.exit_code == 2
    assert "one of them" in shown.stderr


def test_rubbish_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "a", "messages": [{"speaker": "x", "role": "king", "text": ""}], "facts": []}\n')
    shown = CliRunner().invoke(app, ["eval", "packet", "--threads", str(file)])
    assert shown.exit_code == 2
    assert "line 1" in shown.stderr
