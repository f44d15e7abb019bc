"""When a time of the week comes next, also where clocks are changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.watch.weekly import Weekly

BERLIN = "Europe/Berlin"


ZONES = (BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca")
MOMENTS = st.integers(1_577_836_800, 2_051_222_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def upcoming(text: str, shown: str) -> datetime:
    """The next time in Berlin when clocks there show this, as clocks show it there."""
    berlin = ZoneInfo(BERLIN)
    moment = datetime.fromisoformat(shown).replace(tzinfo=berlin)
    return Weekly.read(text, BERLIN).after(moment).astimezone(berlin)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri 09:00", "Mon 23 09:00"),
        ("9:00", "Sun 22 09:00"),
        ("07:30", "Mon 23 07:30"),
        ("mon,thu 16:30", "Mon 23 16:30"),
        ("tue-wed,fri 00:00", "Tue 24 00:00"),
        ("sat-mon 08:00", "Mon 23 08:00"),
        ("sun 08:00", "Sun 29 08:00"),
    ],
)
def test_what_comes_after_sunday_morning_at_eight(text: str, expected: str) -> None:
    assert f"{upcoming(text, '2026-11-22 08:00'):%a %d %H:%M}" == expected


def test_the_clock_on_the_wall_counts_in_summer_and_in_winter() -> None:
    weekly = Weekly.read("09:00", BERLIN)

    assert weekly.after(datetime(2026, 7, 1, 0, tzinfo=UTC)).hour == 7
    assert weekly.after(datetime(2026, 12, 1, 0, tzinfo=UTC)).hour == 8


def test_a_time_that_is_left_out_comes_with_the_next_minute_there_is() -> None:
    assert f"{upcoming('02:30', '2026-03-28 12:00'):%d %H:%M}" == "29 03:00"
    assert f"{upcoming('02:30', '2026-03-29 03:00'):%d %H:%M}" == "30 02:30"


def test_a_time_that_comes_twice_is_meant_once() -> None:
    weekly = Weekly.read("02:30", BERLIN)
    first = weekly.after(datetime(2026, 10, 24, 12, tzinfo=UTC))

    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert weekly.after(first) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 59))
def test_every_day_has_it_exactly_once(moment: datetime, zone: str, hour: int, minute: int) -> None:
    weekly = Weekly.read(f"{hour}:{minute:02}", zone)
    times = [moment]
    for _ in range(10):
        times.append(weekly.after(times[-1]))

    days = [each.astimezone(ZoneInfo(zone)).date() for each in times[1:]]
    assert days == [days[0] + timedelta(days=n) for n in range(10)]


def test_what_is_no_time_is_not_read() -> None:
    with pytest.raises(ValueError, match="is no days and time"):
        Weekly.read("monday at nine", BERLIN)
