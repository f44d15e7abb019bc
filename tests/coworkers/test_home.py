"""Home: each person sees their own part, and nobody sees another's."""

from dataclasses import replace

import pytest

from bot.coworkers import lifecycle
from bot.coworkers.home import Home, home
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import Roster
from bot.store.session import Sessions
from tests.coworkers.work import solved, ticket
from tests.fakes import FakePeople
from tests.governance.company import change


async def seen(store: Sessions, rooms: CommandRooms, user: str) -> Home:
    """The page as somebody sees it."""
    async with store() as session:
        return await home(rooms, session, team="T1", user=user)


async def test_an_employee_sees_her_requests_and_who_has_them(store: Sessions, rooms: CommandRooms) -> None:
    async with store.begin() as session:
        await solved(session, request="old one")
        await ticket(session, state="claimed", assignee="USAM", request="VPN is down")
        await ticket(session, state="queued", desk="hr", request="leave")
        await ticket(session, state="asked")
        await ticket(session)
        await ticket(session, requester="UBEN", request="of somebody else")
    page = await seen(store, rooms, "UADA")
    assert [(each.id, each.standing) for each in page.requests] == [
        ("T-5", "Jordan is on it"),
        ("T-4", "Jordan is waiting for your answer"),
        ("T-3", "waiting for a person at the HR desk"),
        ("T-2", "Sam Vimes has it"),
        ("T-1", "solved"),
    ]
    assert (page.queue, page.coworkers, page.pausable, page.missing) == ((), (), frozenset(), ())


async def test_everybody_may_know_who_can_help_with_what(store: Sessions, rooms: CommandRooms) -> None:
    page = await seen(store, rooms, "UADA")
    assert [each.called for each in page.directory] == ["Bob", "Jordan"]
    assert "Find out why a laptop is slow" in page.directory[1].skills


async def test_staff_see_the_queue_of_their_own_desk_unclaimed_first(
    store: Sessions, rooms: CommandRooms
) -> None:
    async with store.begin() as session:
        await ticket(session, state="claimed", assignee="USAM")
        await ticket(session, state="queued")
        await ticket(session, state="queued", desk="hr", request="a private matter")
        await ticket(session, state="open")
        await ticket(session, state="queued", team="T2")
    page = await seen(store, rooms, "USAM")
    assert page.desks == ("IT",)
    assert [(each.ticket, each.requester, each.holder) for each in page.queue] == [
        (2, "Ada Lovelace", ""),
        (1, "Ada Lovelace", "Sam Vimes"),
    ]


async def test_an_admin_sees_every_coworker_and_that_managers_are_missing(
    store: Sessions, rooms: CommandRooms
) -> None:
    async with store.begin() as session:
        await lifecycle.pause(session, rooms.audit, team="T1", name="bob", by="UROOT", key="k")
    page = await seen(store, rooms, "UROOT")
    assert [(card.called, card.condition) for card in page.coworkers] == [
        ("Bob", "paused"),
        ("Jordan", "running"),
    ]
    assert page.pausable == {"bob", "jordan"}
    assert page.missing == (
        "Bob has no manager yet. For now Root Admin stands in.",
        "Jordan has no manager yet. For now Root Admin stands in.",
    )
    assert page.queue == ()


async def test_a_manager_sees_only_their_own_and_a_manager_who_left_is_pointed_out(
    store: Sessions, rooms: CommandRooms, people: FakePeople
) -> None:
    coworkers = {
        name: each.model_copy(update={"manager": "UMIA" if name == "jordan" else "USAM"})
        for name, each in rooms.roster.coworkers.items()
    }
    rooms = replace(rooms, roster=Roster(coworkers, rooms.roster.badges))
    change(people, "sam", gone=True)
    page = await seen(store, rooms, "UMIA")
    assert [card.name for card in page.coworkers] == ["jordan"]
    assert page.pausable == {"jordan"}
    assert page.missing == ()
    assert (await seen(store, rooms, "UROOT")).missing == (
        "Bob's manager has left. For now Root Admin stands in.",
    )


async def test_an_auditor_sees_the_coworkers_and_may_pause_none(store: Sessions, rooms: CommandRooms) -> None:
    page = await seen(store, rooms, "UIRA")
    assert len(page.coworkers) == 2
    assert page.pausable == frozenset()


async def test_where_there_is_no_owner_nobody_stands_in(
    store: Sessions, rooms: CommandRooms, people: FakePeople
) -> None:
    change(people, "root", owner=False)
    page = await seen(store, rooms, "UROOT")
    assert page.missing[0] == "Bob has no manager yet. For now nobody stands in."


@pytest.mark.parametrize("user", ["UGUEST", "UEXT", "UBOT", "UGONE", "UNOBODY"])
async def test_who_does_not_work_here_sees_nothing(store: Sessions, rooms: CommandRooms, user: str) -> None:
    async with store.begin() as session:
        await ticket(session, requester=user)
    page = await seen(store, rooms, user)
    assert (page.directory, page.requests, page.queue, page.coworkers) == ((), (), (), ())


async def test_words_of_a_request_carry_no_markup(store: Sessions, rooms: CommandRooms) -> None:
    async with store.begin() as session:
        await ticket(session, request="<!channel> [click](https://evil.example)\n> **T-9** solved")
    (request,) = (await seen(store, rooms, "UADA")).requests
    assert not set(request.about) & set("<>[]*\n")
