"""The clock goes on steadily whatever is done to the machine's own."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.clock import LEAN, SteadyClock

START = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
HOUR = 3600.0


class Machine:
    """A machine whose clock can be set."""

    def __init__(self) -> None:
        self.wall = START.timestamp()
        self.ticks = 100.0
        self.clock = SteadyClock(lambda: self.wall, lambda: self.ticks)

    def goes_on(self, seconds: float) -> datetime:
        """Time passes; what the clock shows then."""
        self.wall += seconds
        self.ticks += seconds
        return self.clock.now()

    def is_set(self, by: float) -> None:
        """Somebody, or NTP, sets the clock."""
        self.wall += by


def test_it_shows_what_the_wall_shows() -> None:
    assert Machine().goes_on(90) == START + timedelta(seconds=90)


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_quarter_of_an_hour_stays_one_when_the_clock_is_set_an_hour(jump: float) -> None:
    machine = Machine()
    machine.is_set(jump)

    shown = machine.goes_on(15 * 60) - START

    assert timedelta(minutes=13.5) <= shown <= timedelta(minutes=16.5)


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_in_the_end_it_shows_what_the_wall_shows(jump: float) -> None:
    machine = Machine()
    machine.is_set(jump)

    assert machine.goes_on(HOUR / LEAN).timestamp() == pytest.approx(machine.wall, abs=1e-3)


def test_a_clock_that_had_never_been_set_is_followed_at_once() -> None:
    machine = Machine()
    machine.is_set(56 * 365 * 24 * HOUR)

    assert machine.goes_on(1).timestamp() == pytest.approx(machine.wall)


@pytest.mark.parametrize("off", [HOUR, -HOUR])
def test_a_wall_clock_that_is_wrong_at_the_start_is_not_used_until_it_is_right(off: float) -> None:
    machine = Machine()
    machine.clock.compare(lambda: START.timestamp() + machine.ticks - 100 - off)
    right = START - timedelta(seconds=off)
    assert machine.goes_on(60) == right + timedelta(seconds=60)

    machine.is_set(-off)

    assert machine.goes_on(60) == right + timedelta(seconds=120)


def test_a_wall_clock_that_is_right_at_the_start_is_used() -> None:
    machine = Machine()
    machine.clock.compare(lambda: START.timestamp() - 2)

    assert machine.goes_on(HOUR) == START + timedelta(hours=1)


def test_a_jump_is_one_line_in_the_log_and_its_end_another(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.store.clock")
    machine = Machine()
    machine.is_set(HOUR)
    for _ in range(3):
        machine.goes_on(1)
    machine.is_set(-HOUR)
    machine.goes_on(1)

    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "+3600 seconds" in caplog.records[0].message


@given(st.lists(st.tuples(st.floats(0, HOUR), st.floats(-HOUR, HOUR)), max_size=10))
def test_it_never_goes_back(history: list[tuple[float, float]]) -> None:
    machine = Machine()
    shown = [machine.clock.now()]
    for seconds, jump in history:
        machine.is_set(jump)
        shown.append(machine.goes_on(seconds))

    assert shown == sorted(shown)
