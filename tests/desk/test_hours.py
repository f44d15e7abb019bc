"""Working time: nothing counts twice, nothing is lost, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.calendar.hours import Hours, said
from bot.settings import DeskSettings

FEW = settings(max_examples=40)
BERLIN = "Europe/Berlin"
ZONES = (BERLIN, "UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca")
OPENINGS = (
    ("mon-fri 09:00-17:30",),
    ("mon-thu 08:00-12:00", "mon-thu 13:00-17:00", "fri 08:00-12:30"),
    ("sun 01:30-03:30", "sat 22:00-24:00"),
    ("00:00-24:00",),
    ("09:00-13:00", "mon 12:00-15:00"),
    (),
)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)

moments = st.integers(0, 60 * 24 * 600).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))
lengths = st.integers(1, 60 * 90).map(lambda minutes: timedelta(minutes=minutes))
desks = st.builds(
    lambda hours, zone, off: Hours.of(
        DeskSettings(channel="it", hours=hours, timezone=zone, holidays=tuple(off))
    ),
    st.sampled_from(OPENINGS),
    st.sampled_from(ZONES),
    st.sets(st.dates(date(2026, 1, 1), date(2027, 6, 1)).map(str), max_size=5),
)


def berlin(*hours: str, **more: object) -> Hours:
    """The hours of a desk in Berlin."""
    return Hours.of(
        DeskSettings.model_validate({"channel": "it", "hours": hours, "timezone": BERLIN, **more})
    )


def at(text: str) -> datetime:
    """A moment by the clocks of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


@FEW
@given(desks, moments, moments, moments)
def test_time_adds_up(desk: Hours, one: datetime, two: datetime, three: datetime) -> None:
    first, second, third = sorted((one, two, three))
    whole = desk.between(first, third)

    assert desk.between(first, second) + desk.between(second, third) == whole
    assert timedelta() <= whole <= third - first
    assert desk.between(third, first) == timedelta()


@FEW
@given(desks, moments, lengths)
def test_so_much_time_later_is_so_much_time_later(desk: Hours, start: datetime, length: timedelta) -> None:
    end = desk.after(start, length)

    assert desk.between(start, end) == length
    assert desk.between(start, end - timedelta(seconds=1)) < length, "and no sooner moment would do"


@FEW
@given(desks, moments)
def test_it_is_closed_until_it_opens(desk: Hours, moment: datetime) -> None:
    opens = desk.opens(moment)

    assert opens >= moment
    assert desk.is_open(opens)
    assert desk.between(moment, opens) == timedelta()
    assert desk.is_open(moment) is (opens == moment)


@FEW
@given(desks.filter(lambda desk: bool(desk.week)), moments)
def test_it_is_open_until_it_closes(desk: Hours, moment: datetime) -> None:
    begins, ends = desk.next_opening(moment), desk.next_closing(moment)

    assert moment < begins
    assert moment < ends
    assert desk.is_open(begins)
    assert desk.between(max(moment, desk.opens(moment)), ends) == ends - desk.opens(moment)


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-29", 1), ("2026-10-25", 3), ("2026-11-01", 2)],
    ids=["an hour is left out", "an hour comes twice", "an ordinary Sunday"],
)
def test_the_night_the_clocks_are_set(day: str, hours: int) -> None:
    desk = berlin("sun 01:00-03:00")

    assert desk.between(at(f"{day} 00:00"), at(f"{day} 12:00")) == timedelta(hours=hours)


def test_a_target_runs_over_a_weekend_and_a_holiday() -> None:
    desk = berlin("mon-fri 09:00-17:00", holidays=[date(2026, 5, 25), "2026-12-24..2027-01-01"])

    assert desk.after(at("2026-05-22 16:00"), timedelta(hours=2)) == at("2026-05-26 10:00")
    assert desk.opens(at("2026-12-23 18:00")) == at("2027-01-04 09:00")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-20 14:00", "today at 14:00"),
        ("2026-11-21 09:00", "tomorrow at 09:00"),
        ("2026-11-23 09:00", "on Monday at 09:00"),
        ("2027-01-04 09:00", "on Mon 4 Jan at 09:00"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment: str, words: str) -> None:
    assert said(at(moment), at("2026-11-20 08:00"), ZoneInfo(BERLIN)) == words


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"hours": ["mon-fri 17:00-09:00"]}, "ends before it starts"),
        ({"hours": ["weekdays 9-5"]}, "no days and hours"),
        ({"timezone": "Europe/Brelin"}, "no time zone"),
        ({"holidays": ["25.12.2026"]}, "no day"),
        ({"holidays": ["2027-01-01..2026-12-24"]}, "ends before it starts"),
        ({"first_response": "soon"}, "no length"),
        ({"resolution": {"huge": "4h"}}, "no severity `huge`"),
        ({"lease": "0h"}, "no length"),
    ],
)
def test_a_fault_is_named(told: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        DeskSettings.model_validate({"channel": "it", **told})


def test_a_target_is_that_of_normal_where_a_severity_has_none() -> None:
    desk = DeskSettings.model_validate(
        {"channel": "it", "first_response": {"critical": "30m", "normal": "4h"}}
    )
    plain = DeskSettings.model_validate({"channel": "it", "first_response": "1h30m"})

    assert desk.target("first_response", "critical") == timedelta(minutes=30)
    assert desk.target("first_response", "low") == timedelta(hours=4)
    assert plain.target("first_response", "high") == timedelta(minutes=90)
    assert plain.target("resolution", "normal") is None
