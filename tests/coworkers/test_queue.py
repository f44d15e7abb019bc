"""The parts and pages of a desk's queue."""

from datetime import timedelta

import pytest

from bot.coworkers.queue import PAGE, Part, look_at, queue_page
from bot.coworkers.rooms import CommandRooms
from bot.store.base import now
from bot.store.session import Sessions
from bot.store.tables import IncidentRow
from tests.coworkers.work import ticket


async def shown(store: Sessions, rooms: CommandRooms, choice: str, *desks: str) -> list[int]:
    """The tickets Sam sees after he chose this."""
    async with store.begin() as session:
        await look_at(session, "T1", "USAM", choice)
        _, page = await queue_page(rooms, session, "T1", "USAM", desks or ("it",))
        return [each.ticket for each in page]


async def some_work(store: Sessions) -> None:
    """Eight tickets, each different."""
    async with store.begin() as session:
        await ticket(session, state="claimed", assignee="USAM")
        await ticket(session, state="queued")
        await ticket(session, state="queued", severity="critical")
        await ticket(session, state="waiting", assignee="USARA")
        await ticket(session, state="queued", snoozed_until=now() + timedelta(hours=1))
        await ticket(session, state="queued", snoozed_until=now() - timedelta(hours=1))
        await ticket(session, state="linked")
        await ticket(session, state="queued", desk="hr")
        session.add(IncidentRow(lead=2, team="T1", desk="it", title="VPN", opened_by="USAM"))


@pytest.mark.parametrize(
    ("part", "tickets"),
    [
        (Part.ALL, [3, 2, 6, 1, 4]),
        (Part.UNCLAIMED, [3, 2, 6]),
        (Part.MINE, [1]),
        (Part.WAITING, [4]),
        (Part.SNOOZED, [5]),
        (Part.INCIDENT, [2]),
    ],
)
async def test_each_part_shows_its_own(
    store: Sessions, rooms: CommandRooms, part: Part, tickets: list[int]
) -> None:
    await some_work(store)
    assert await shown(store, rooms, part) == tickets
    assert await shown(store, rooms, f"{part}|it|999") == tickets, "past the end stands the last page"


async def test_another_desk_is_never_shown(store: Sessions, rooms: CommandRooms) -> None:
    await some_work(store)
    assert await shown(store, rooms, "all|hr|0") == [3, 2, 6, 1, 4]
    assert await shown(store, rooms, "all|hr|0", "it", "hr") == [8]
    assert await shown(store, rooms, "nonsense|x' OR 1|-4") == [3, 2, 6, 1, 4]


async def test_a_hundred_tickets_are_leafed_through(store: Sessions, rooms: CommandRooms) -> None:
    async with store.begin() as session:
        for _ in range(103):
            await ticket(session, state="queued")
    seen = [number for page in range(11) for number in await shown(store, rooms, f"all||{page}")]
    assert seen == list(range(1, 104))
    async with store() as session:
        window, last = await queue_page(rooms, session, "T1", "USAM", ["it"])
    assert (window.page, window.pages, window.counts[Part.UNCLAIMED], len(last)) == (10, 11, 103, 3)
    assert len(last) < PAGE
