"""Two requests for the same thing: one does it, the other says who does, and nothing is done twice."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.app import run, turns
from bot.intake.runs.locks import TicketLocks
from tests.stories.stage import House, buttons, everything_in, ticket_of
from tests.stories.systems import stand_between

RESET = "I forgot my Okta password"
LOST = "lost my yubikey"


@dataclass
class Gate:
    """Calls of one tool wait here until it is opened."""

    tool: str
    open: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, tool: str) -> None:
        if tool == self.tool:
            self.reached.set()
            await self.open.wait()


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops does not wait long for what hangs at a gate."""
    monkeypatch.setattr(turns, "DRAIN_SECONDS", 0.2)


async def test_the_same_asked_in_two_places_at_once_is_done_once(house: House) -> None:
    gate = Gate("reset_password")
    company = stand_between(house, gate)
    first = await house.ada.says(RESET)
    await asyncio.wait_for(gate.reached.wait(), 10)

    second = await house.ada.asks(f"@Baton {RESET}", gets="reply", channel="general")
    told = everything_in(second)
    assert "already in progress" in told
    assert "Jordan" in told
    assert "T-1" in told
    assert f"p{first.replace('.', '')}" in told

    gate.open.set()
    await house.ada.sees_next("reply", "one-time link", thread=first)
    await house.settles()
    assert company.made.count("reset_password") == 1
    assert [ticket_of(post) for post in await house.posts("reply")] == ["T-1", "T-1"]
    assert await house.posts("packet") == []


async def test_a_person_can_still_be_asked_for_where_it_was_not_started(house: House) -> None:
    gate = Gate("reset_password")
    stand_between(house, gate)
    await house.ada.says(RESET)
    await asyncio.wait_for(gate.reached.wait(), 10)
    second = await house.ada.asks(f"@Baton {RESET}", gets="reply", channel="general")

    await house.ada.clicks(second, buttons(second)["Talk to a person"])

    await house.sam.sees_next("packet", RESET, channel="it-support")
    gate.open.set()


async def test_it_can_be_asked_for_again_once_it_is_done(house: House) -> None:
    for _ in range(2):
        await house.ada.asks(RESET, gets="reply", containing="one-time link")


async def test_other_people_and_other_systems_are_not_held_up(house: House) -> None:
    gate = Gate("reset_password")
    stand_between(house, gate)
    await house.ada.says(RESET)
    await asyncio.wait_for(gate.reached.wait(), 10)
    gate.tool = ""

    await house.ben.asks(RESET, gets="reply", containing="one-time link")
    again = await house.ada.asks("@Baton I forgot my GitHub password", gets="reply", channel="general")
    assert "one-time link" in everything_in(again)
    gate.open.set()


async def test_a_question_asked_again_elsewhere_goes_on_there(house: House) -> None:
    company = stand_between(house, Gate(""))
    first = await house.ada.asks(LOST, gets="question", containing="Is it you")
    second = await house.ada.asks(f"@Baton {LOST}", gets="question", channel="general")

    go_ahead = buttons(second)["Yes, go ahead"]
    await house.ada.presses(second, go_ahead, gets="reply", containing="no longer counts")
    await house.ada.clicks(first, go_ahead)
    await house.settles()

    assert company.made.count("reset_factor") == 1
    assert len(await house.posts("reply")) == 1


async def test_two_replicas_never_do_the_same_side_by_side(house: House) -> None:
    async def slowly(tool: str) -> None:
        await asyncio.sleep(0.03 if tool == "reset_password" else 0)

    company = stand_between(house, slowly)
    another = house.settings.model_copy(update={"baton_instance": "another"})
    async with run(another, house.learned) as other:
        other.rooms.company = house.bot.rooms.company
        for _ in range(6):
            await asyncio.gather(house.ada.says(RESET), house.ada.says(f"@Baton {RESET}", "general"))
            await house.settles()

        replies = [everything_in(post) for post in await house.posts("reply")]
    links = sum("one-time link" in reply for reply in replies)
    told = sum("already in progress" in reply for reply in replies)
    assert links == company.made.count("reset_password")
    assert links + told == 12
    assert company.at_once["reset_password"] == 1
    assert await house.posts("packet") == []


async def test_a_request_that_a_restart_cut_short_is_not_in_its_own_way(house: House) -> None:
    gate = Gate("reset_password")
    stand_between(house, gate)
    first = await house.ada.says(RESET)
    await asyncio.wait_for(gate.reached.wait(), 10)

    await house.restarts()

    await house.ada.sees_next("reply", "one-time link", thread=first)
    await house.settles()
    assert len(await house.posts("reply")) == 1


async def test_another_kind_of_request_for_the_same_account_goes_to_a_person_who_reads_why(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate("reset_password")
    stand_between(house, gate)
    await house.ada.says(RESET)
    await asyncio.wait_for(gate.reached.wait(), 10)
    monkeypatch.setattr(TicketLocks, "_is_same", lambda *_: False)

    await house.ada.asks(f"@Baton {RESET}", gets="notice", containing="IT desk", channel="general")

    await house.sam.sees_next("packet", "Jordan is already working on the same thing", channel="it-support")
    gate.open.set()
