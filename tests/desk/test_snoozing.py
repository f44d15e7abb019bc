"""When a ticket that sleeps wakes, by the clocks of whoever let it sleep."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.snoozing import Length, until

FRIDAY = datetime(2026, 10, 23, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "zone", "wakes"),
    [
        (Length.HOUR, "UTC", "2026-10-23T21:30+00:00"),
        (Length.HALF_DAY, "UTC", "2026-10-24T00:30+00:00"),
        (Length.TOMORROW, "Europe/Berlin", "2026-10-24T09:00+02:00"),
        (Length.TOMORROW, "Asia/Tokyo", "2026-10-25T09:00+09:00"),
        (Length.MONDAY, "Europe/Berlin", "2026-10-26T09:00+01:00"),
        (Length.WEEK, "UTC", "2026-10-30T20:30+00:00"),
        (Length.TOMORROW, "Nowhere/At_all", "2026-10-24T09:00+00:00"),
    ],
)
def test_it_wakes_in_the_morning_where_they_are(length: Length, zone: str, wakes: str) -> None:
    assert until(length, FRIDAY, zone) == datetime.fromisoformat(wakes)


@given(
    length=st.sampled_from(Length),
    later=st.timedeltas(timedelta(), timedelta(days=900)),
    zone=st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]),
)
def test_it_wakes_later_and_within_eight_days(length: Length, later: timedelta, zone: str) -> None:
    at = FRIDAY + later
    wakes = until(length, at, zone)
    assert timedelta() < wakes - at < timedelta(days=8)
    if length in {Length.TOMORROW, Length.MONDAY}:
        assert wakes.astimezone(ZoneInfo(zone)).hour == 9
