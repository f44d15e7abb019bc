"""Whoever waits for more than ten seconds hears that their message is kept: once, and in their thread."""

from collections.abc import AsyncIterator

import pytest

from bot.intake import outcomes, phrases
from bot.intake.outcomes import Became
from bot.intake.turn import parse
from bot.intake.watch import patience as patience_room
from bot.intake.watch.patience import Patience
from tests.fakes import BEN, GUEST
from tests.intake.watched import Watched, open_house


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[Watched]:
    async with open_house(database_url) as house:
        yield house


@pytest.fixture
def patience(house: Watched) -> Patience:
    return Patience(house.rooms, house.inbox, house.clock)


async def test_nobody_is_told_within_ten_seconds(house: Watched, patience: Patience) -> None:
    await house.hears(1)
    house.passes(seconds=9)

    assert await patience.look() == 0


async def test_who_waits_longer_is_told_once_however_often_and_by_whomever_it_is_looked(
    house: Watched, patience: Patience
) -> None:
    await house.hears(1)
    await house.hears(2, BEN.id)
    house.passes(seconds=11)

    looks = [await patience.look(), await patience.look()]
    looks.append(await Patience(house.rooms, house.inbox, house.clock).look())

    assert looks == [2, 0, 0]
    assert house.told() == [("D-UADA", phrases.KEPT_WAITING), ("D-UBEN", phrases.KEPT_WAITING)]


async def test_the_next_message_of_a_thread_is_not_told_again_but_another_thread_is(
    house: Watched, patience: Patience
) -> None:
    await house.hears(1)
    house.passes(seconds=11)
    await patience.look()
    await house.inbox.done("said:1")
    await house.hears(2, thread="1.0")
    await house.hears(3)
    house.passes(seconds=11)

    assert await patience.look() == 1


async def test_after_an_hour_it_is_said_again_in_the_same_thread(house: Watched, patience: Patience) -> None:
    await house.hears(1)
    house.passes(seconds=11)
    await patience.look()
    await house.inbox.done("said:1")
    house.passes(hours=2)
    await house.hears(2, thread="1.0")
    house.passes(seconds=11)

    assert await patience.look() == 1


async def test_nobody_is_told_of_waiting_who_has_the_answer(house: Watched, patience: Patience) -> None:
    key = await house.hears(1)
    turn = parse(await house.inbox.read(key))
    async with house.store.begin() as session:
        await outcomes.record(session, turn, Became.ANSWERED)
    house.passes(seconds=11)

    assert await patience.look() == 0


async def test_guests_and_what_was_not_said_to_us_get_no_promise(house: Watched, patience: Patience) -> None:
    await house.hears(1, GUEST.id)
    await house.hears(2, BEN.id, addressed=False)
    house.passes(seconds=11)

    assert await patience.look() == 0


async def test_when_many_wait_all_are_told_in_the_end(
    house: Watched, patience: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience_room, "AT_ONCE", 2)
    for n in range(5):
        await house.hears(n)
    house.passes(seconds=11)

    assert [await patience.look() for _ in range(4)] == [2, 2, 1, 0]
