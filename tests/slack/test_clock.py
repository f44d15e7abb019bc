"""Slack's time: from its own answers, whatever this machine's clock says."""

import time

import pytest

from bot.slack.clock import SlackClock


def test_it_starts_where_slack_is_and_goes_on_with_the_ticks() -> None:
    seconds = iter([100.0, 101.0, 107.5])

    clock = SlackClock({"Date": "Sun, 22 Nov 2026 00:00:00 GMT"}, lambda: next(seconds))

    assert (clock.now(), clock.now()) == (1795305601.0, 1795305607.5)


def test_without_a_date_the_machine_s_clock_has_to_do() -> None:
    assert SlackClock({}).now() == pytest.approx(time.time(), abs=1)
