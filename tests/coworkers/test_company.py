"""What holds for the company: stated by those who may, every version kept, told when it is asked for."""

import pytest

from bot.coworkers.rooms import CommandRooms
from bot.store.session import Sessions
from memory.tables import Base
from tests.coworkers.conftest import people, rooms, roster, store
from tests.coworkers.test_commands import Typed, audit_of, managed, typed

__all__ = ["people", "rooms", "roster", "store", "typed"]


@pytest.fixture(autouse=True)
async def _tables(store: Sessions) -> None:
    """Memory keeps its own."""
    async with store.begin() as session:
        await (await session.connection()).run_sync(Base.metadata.create_all)


async def test_a_fact_is_stated_changed_and_taken_back(typed: Typed, store: Sessions) -> None:
    assert "Nothing is stated" in await typed("facts")
    assert "version 1" in await typed("fact VPN gateway: vpn1.example.com")
    assert "version 2" in await typed("fact vpn  gateway: vpn2.example.com")
    assert "version 2" in await typed("fact vpn gateway: vpn2.example.com")

    listed = await typed("facts")
    assert "vpn2.example.com" in listed
    assert "vpn1" not in listed
    history = await typed("facts vpn gateway")
    assert history.index("vpn2") < history.index("vpn1")

    assert "taken back" in await typed("fact vpn gateway: -")
    assert "Nothing is stated" in await typed("facts")
    assert "vpn1" in await typed("facts vpn gateway")


async def test_a_question_that_names_a_fact_gets_it(
    typed: Typed, store: Sessions, rooms: CommandRooms
) -> None:
    await typed("fact vpn gateway: vpn1.example.com")
    await typed("fact parking level: 3")
    async with store() as session:
        asked = await rooms.organisation.asked_for(session, "T1", "Which gateway does our VPN have?")
        assert [fact.value for fact in asked] == ["vpn1.example.com"]
        assert await rooms.organisation.asked_for(session, "T2", "Which gateway does our VPN have?") == []
        assert await rooms.organisation.asked_for(session, "T1", "my VPN is slow") == []


async def test_managers_state_auditors_look_and_the_record_keeps_no_values(
    typed: Typed, store: Sessions, rooms: CommandRooms
) -> None:
    at = managed(rooms, jordan="UMIA")
    assert "version 1" in await typed("fact guest network: lobby", user="UMIA", at=at)
    assert "not change it" in await typed("fact guest network: other", user="UIRA")
    assert "lobby" in await typed("facts", user="UIRA")
    assert "only for admins" in await typed("facts", user="UADA")
    rows = await audit_of(store, rooms)
    assert [row.details for row in rows if row.action == "/coworkers fact"] == [{"fact": "guest network"}] * 2


async def test_what_is_no_fact_is_explained(typed: Typed) -> None:
    for text in ("fact", "fact vpn", "fact : x", f"fact {'x' * 90}: y"):
        assert "a colon" in await typed(text)
