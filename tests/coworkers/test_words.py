"""Names made harmless, durations, and answers that fit."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coworkers.words import clock, duration, fitted, harmless, listed


@pytest.mark.parametrize(
    "text",
    [
        "<!channel>", "<@U123>", "[click](https://evil.example)", "`code`", "**Solved** by root", "a | b | c",
        "&lt;!here&gt;", "www.evil.example", "line\none\u2028two", "\u202eevil", "~~gone~~",
    ],
)  # fmt: skip
def test_markup_mentions_and_links_are_dead(text: str) -> None:
    dead = harmless(text)
    assert not set(dead) & set("<>[]`|*~\\\n\u2028\u202e")
    assert "://" not in dead
    assert "&lt;" not in dead
    assert "www." not in dead


@given(st.text(max_size=300))
def test_any_text_becomes_one_short_line(text: str) -> None:
    dead = harmless(text, 50)
    assert len(dead) <= 50
    assert dead.splitlines() in ([], [dead])
    assert harmless(dead, 50) == dead


@pytest.mark.parametrize("text", ["Zoë Müller-O'Neil", "李 小龙", "LT-20394 (R&D)", "error_13", "Ada 🙂"])
def test_ordinary_names_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (312, "5 h 12 min")]
)
def test_durations(minutes: int, text: str) -> None:
    assert duration(minutes) == text


@pytest.mark.parametrize(
    ("things", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(things: list[str], text: str) -> None:
    assert listed(things) == text


def test_times_are_the_readers_own_and_utc_where_the_zone_is_unknown() -> None:
    moment = datetime(2026, 7, 1, 12, 5, tzinfo=UTC)
    assert clock(moment, "Asia/Kolkata") == "1 Jul 17:35"
    assert clock(moment, "Nowhere/At all") == "1 Jul 12:05"


@given(st.lists(st.text(max_size=80), max_size=40))
def test_what_does_not_fit_is_counted(parts: list[str]) -> None:
    text = fitted(parts, "… and {left} more.", between="\n", longest=500)
    assert len(text) <= 500
    if sum(map(len, parts)) > 500:
        assert text.endswith(" more.")
