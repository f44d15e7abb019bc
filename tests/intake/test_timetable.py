"""What comes every week has one timer, at the time that the configuration names."""

from datetime import timedelta

from sqlalchemy import select

from bot.intake.watch.timekeeper import Timekeeper
from bot.intake.watch.timetable import TOO_LATE, Timetable
from bot.settings import DeskSettings
from bot.store.base import now
from bot.store.session import Sessions
from bot.store.tables import TimerRow
from tests.intake.test_timekeeper import Taken, left, store

__all__ = ["store"]


def reporting(**at: str) -> Timetable:
    """Desks and the times of their reports."""
    return Timetable.of({name: DeskSettings(channel=name, report=text) for name, text in at.items()})


async def kept(store: Sessions, timetable: Timetable) -> list[str]:
    """The names of the timers after the timetable has seen to them."""
    async with store.begin() as session:
        await timetable.keep(session)
        return sorted(await session.scalars(select(TimerRow.what)))


async def overdue(store: Sessions, what: str, by: timedelta) -> None:
    """A timer that nobody was there to ring."""
    async with store.begin() as session:
        timer = TimerRow(id=f"{what}:old", due_at=now() - by, conversation=what, what=what)
        timer.set_at = now() - timedelta(days=3)
        session.add(timer)


async def test_each_desk_with_a_report_has_one_timer_however_often_it_starts(store: Sessions) -> None:
    timetable = reporting(it="mon-fri 09:00", hr="fri 16:00", facilities="")

    assert await kept(store, timetable) == await kept(store, timetable) == ["report:hr", "report:it"]


async def test_another_time_moves_it_and_no_time_takes_it_away(store: Sessions) -> None:
    await kept(store, reporting(it="09:00", hr="09:00"))
    before = await left(store)

    assert await kept(store, reporting(it="10:00")) == ["report:it"]
    assert await left(store) != before


async def test_one_that_was_missed_waits_to_be_rung(store: Sessions) -> None:
    await overdue(store, "report:it", timedelta(hours=1))

    await kept(store, reporting(it="09:00"))

    assert await left(store) == ["report:it:old"]


async def test_it_rings_and_the_next_one_is_set(store: Sessions) -> None:
    await overdue(store, "report:it", timedelta(hours=1))
    taken = Taken()
    keeper = Timekeeper(store, "T1", taken, reporting(it="09:00"))

    await keeper.ring_due()

    assert [turn.timer for turn in taken.turns] == ["report:it"]
    [following] = await timers(store)
    assert timedelta() < following.due_at - now() <= timedelta(days=1)
    assert now() - following.set_at < timedelta(minutes=1)


async def test_one_that_is_too_late_is_left_out_and_the_next_tells_of_all_since_the_last(
    store: Sessions,
) -> None:
    await overdue(store, "report:it", TOO_LATE)
    taken = Taken()

    await Timekeeper(store, "T1", taken, reporting(it="09:00")).ring_due()

    assert taken.turns == []
    [following] = await timers(store)
    assert now() - following.set_at > timedelta(days=2)


async def timers(store: Sessions) -> list[TimerRow]:
    """All that are set."""
    async with store() as session:
        return list(await session.scalars(select(TimerRow)))
