"""`/support`: what is typed is understood, and one's own requests are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.rooms import CommandRooms
from bot.intake.support import Kind, SupportWish, forget_me, my_requests, parse
from bot.store.session import Sessions
from tests.coworkers.conftest import people, rooms, roster, store
from tests.coworkers.work import solved, ticket

__all__ = ["people", "rooms", "roster", "store"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.HELP),
        ("   ", Kind.HELP),
        ("Help!", Kind.HELP),
        ("?", Kind.HELP),
        ("mine", Kind.MINE),
        ("my requests", Kind.MINE),
        ("Show me my open tickets", Kind.MINE),
        ("status", Kind.MINE),
        ("remember", Kind.REMEMBERED),
        ("What do you remember about me?", Kind.REMEMBERED),
        ("what do you know about me", Kind.REMEMBERED),
        ("forget me", Kind.FORGET),
        ("Please forget me.", Kind.FORGET),
        ("forget everything you know about me", Kind.FORGET),
    ],
)
def test_its_own_words_are_understood(text: str, kind: Kind) -> None:
    assert parse(text) == SupportWish(kind)


@pytest.mark.parametrize(
    "text", ["human", "talk to a person", "talk to a person about my leave", "agent please", "I want a human"]
)
def test_a_wish_for_a_person_keeps_its_words_because_they_choose_the_desk(text: str) -> None:
    assert parse(text) == SupportWish(Kind.PERSON, text)


@pytest.mark.parametrize(
    "text",
    [
        "my laptop is slow",
        "I forgot my Okta password",
        "forget the ticket about the chair, I need a new mouse",
        "status of the VPN in Austin?",
        "help me reset my password",
        "human resources policy on sick leave",
        "remember to order a badge for Jane",
        "mine is broken",
    ],
)
def test_everything_else_is_a_request_in_its_own_words(text: str) -> None:
    assert parse(f" {text} ") == SupportWish(Kind.REQUEST, text)


@given(st.text(max_size=200))
def test_anything_is_understood_as_something(text: str) -> None:
    wish = parse(text)
    assert wish.text == (text.strip() if wish.kind in {Kind.PERSON, Kind.REQUEST} else "")


async def test_my_requests_say_how_each_stands_and_where_it_is(store: Sessions, rooms: CommandRooms) -> None:
    async def link(channel: str, thread: str) -> str:
        return f"https://corp.slack.example/{channel}/{thread}"

    async with store.begin() as session:
        await solved(session, request="old one")
        await ticket(session, state="claimed", assignee="USAM", request="VPN is down")
        text = await my_requests(rooms, session, "T1", "UADA", link)
    assert text.splitlines()[0] == "**Your requests**"
    assert "- **T-2** VPN is down: Sam Vimes has it, since " in text.splitlines()[1]
    assert text.splitlines()[1].endswith("· [open it](https://corp.slack.example/D1/1.0)")
    assert "- **T-1** old one: solved, on " in text.splitlines()[2]


async def test_who_asked_for_nothing_is_told_how_to(store: Sessions, rooms: CommandRooms) -> None:
    async with store.begin() as session:
        await ticket(session, requester="USAM")
        assert (await my_requests(rooms, session, "T1", "UADA")).startswith("You have no requests yet.")


@pytest.mark.parametrize(("gone", "answer"), [(7, "I have forgotten"), (0, "I remember nothing")])
async def test_forgetting_is_done_told_and_on_the_record(
    store: Sessions, rooms: CommandRooms, gone: int, answer: str
) -> None:
    asked: list[tuple[str, str]] = []

    async def forget(_session: AsyncSession, team: str, person: str) -> int:
        asked.append((team, person))
        return gone

    async with store.begin() as session:
        text = await forget_me(rooms, session, team="T1", user="UADA", key="k", forget=forget)
        (row,) = await rooms.audit.recent(session, "T1")
    assert text.startswith(answer)
    assert asked == [("T1", "UADA")]
    assert (row.actor, row.action, row.details) == ("UADA", "/support forget", {"forgotten": gone})
