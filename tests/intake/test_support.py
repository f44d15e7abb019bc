"""`/support`: what is typed is understood, and one's own requests are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coworkers.rooms import CommandRooms
from bot.intake.commands.support import Kind, SupportWish, my_requests, parse
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
