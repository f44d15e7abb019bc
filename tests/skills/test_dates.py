"""Dates in plain words: what is read, what is left alone, and what must hold for every date."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.time_off.dates import Span, spans
from skills.time_off.holidays import holidays, works

TODAY = date(2026, 11, 18)
"""A Wednesday."""

US = partial(works, country="US")
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
AHEAD = st.integers(0, 360)


def read(text: str, today: date = TODAY, *, day_first: bool = False) -> list[tuple[str, str]]:
    """First and last days, as ISO text."""
    found = spans(text, today, US, day_first=day_first)
    return [(span.first.isoformat(), span.last.isoformat()) for span in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 and 27 December", [("2026-12-24", "2026-12-24"), ("2026-12-27", "2026-12-27")]),
        ("Dec 24th, 25th and 28th", [(d, d) for d in ("2026-12-24", "2026-12-25", "2026-12-28")]),
        ("next Friday", [("2026-11-27", "2026-11-27")]),
        ("this friday", [("2026-11-20", "2026-11-20")]),
        ("wednesday", [("2026-11-25", "2026-11-25")]),
        ("from 3 to 7 March", [("2027-03-03", "2027-03-07")]),
        ("Dec 30 - Jan 2", [("2026-12-30", "2027-01-02")]),
        ("monday to wednesday", [("2026-11-23", "2026-11-25")]),
        ("from friday until tuesday", [("2026-11-20", "2026-11-24")]),
        ("friday and monday", [("2026-11-20", "2026-11-20"), ("2026-11-23", "2026-11-23")]),
        ("Tuesday and Thursday next week", [(d, d) for d in ("2026-11-24", "2026-11-26")]),
        ("next week", [("2026-11-23", "2026-11-27")]),
        ("out until friday", [("2026-11-18", "2026-11-20")]),
        ("5 days from 7 December", [("2026-12-07", "2026-12-11")]),
        ("a week from 23 November 2026", [("2026-11-23", "2026-11-30")]),
        ("Monday 7 to Friday 11 December", [("2026-12-07", "2026-12-11")]),
        ("Friday, 27 November", [("2026-11-27", "2026-11-27")]),
        ("the 9th", [("2026-12-09", "2026-12-09")]),
        ("day after tomorrow", [("2026-11-20", "2026-11-20")]),
        ("22 december until new year", [("2026-12-22", "2027-01-01")]),
        ("24.12.2026", [("2026-12-24", "2026-12-24")]),
        ("I was planning to be away on 3 December", [("2026-12-03", "2026-12-03")]),
        ("29 february", [("2028-02-29", "2028-02-29")]),
    ],
)
def test_plain_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "some time in october",
        "two days off next week",
        "friday or monday",
        "31 June",
        "a week from friday",
        "3.5 days from monday",
        "tuesday 10 to 12",
        "half of monday and the full tuesday",
        "I may come to work",
        "three weeks ago",
        "half days from monday to friday",
    ],
)
def test_what_is_not_clear_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_numbers_are_read_by_the_country_unless_only_one_way_makes_sense() -> None:
    assert read("3/12") == [("2027-03-12", "2027-03-12")]
    assert read("3/12", day_first=True) == [("2026-12-03", "2026-12-03")]
    assert read("1/12 - 16/12") == read("12/1 - 12/16") == [("2026-12-01", "2026-12-16")]


def test_half_a_day_counts_half() -> None:
    (span,) = spans("half day on tuesday", TODAY, US)
    assert span.half
    assert span.days(US) == 0.5


@given(DAYS, AHEAD)
def test_every_way_of_writing_a_day_is_read_back(today: date, ahead: int) -> None:
    day = today + timedelta(ahead)
    ways = [
        day.isoformat(),
        f"{day.day} {day:%B}",
        f"{day:%b} {day.day}",
        f"{day:%A}, the {day.day}th of {day:%B} {day.year}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ]
    for way in ways:
        assert read(way, today) == [(day.isoformat(), day.isoformat())], way


@given(DAYS, AHEAD, st.integers(1, 300))
def test_every_range_is_read_back_also_across_the_year(today: date, ahead: int, length: int) -> None:
    first = today + timedelta(ahead)
    last = first + timedelta(length)
    expected = [(first.isoformat(), last.isoformat())]
    assert read(f"from {first.day} {first:%B} to {last.day} {last:%B}", today) == expected
    assert read(f"{first:%b} {first.day} - {last:%b} {last.day}", today) == expected


@given(DAYS, st.sampled_from(["mon", "Tuesday", "wed", "thurs", "friday", "saturday", "sunday"]))
def test_a_weekday_lies_within_the_next_seven_days(today: date, name: str) -> None:
    (span,) = spans(name, today, US)
    assert today < span.first <= today + timedelta(7)
    assert span.first.strftime("%a").lower() == name[:3].lower()


@given(st.text(max_size=60), DAYS)
def test_any_text_gives_spans_that_run_forward(text: str, today: date) -> None:
    assert all(span.first <= span.last for span in spans(text, today, US))


WORDS = st.one_of(
    st.sampled_from(["from", "to", "until", "and", "or", ",", "the", "on", "for", "please", "off"]),
    st.sampled_from(["next", "this", "week", "monday", "friday", "tomorrow", "december", "march", "may"]),
    st.sampled_from(
        ["3", "12", "24", "24th", "2027", "3/12", "2026-12-24", "new year", "5 days", "half day"]
    ),
)


@given(st.lists(WORDS, max_size=9), DAYS)
def test_any_mixture_of_date_words_gives_spans_that_run_forward(words: list[str], today: date) -> None:
    assert all(span.first <= span.last for span in spans(" ".join(words), today, US))


@given(DAYS, st.integers(0, 60))
def test_days_count_what_works(first: date, length: int) -> None:
    span = Span(first, first + timedelta(length))
    assert span.days(US) == sum(US(day) for day in span.each())
    assert span.days(lambda _: True) == length + 1


@given(st.integers(1990, 2100))
def test_federal_holidays_fall_on_working_days(year: int) -> None:
    kept = holidays(year, "US")
    assert all(day.weekday() < 5 and day.year == year for day in kept)
    assert 10 <= len(kept) <= 12


def test_known_holidays() -> None:
    assert {date(2027, 7, 5), date(2027, 11, 25), date(2027, 5, 31)} <= holidays(2027, "US")
    assert {date(2027, 1, 26), date(2027, 10, 29)} <= holidays(2027, "India")
    assert holidays(2027, "Sweden") == frozenset()
