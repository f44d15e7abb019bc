"""`/coworkers` as admins, managers, auditors and everybody else meet it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.coworkers.commands import NOT_FOR_YOU, answer
from bot.coworkers.history import told
from bot.coworkers.lifecycle import State, state_of
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import Coworker, Roster
from bot.coworkers.words import LONGEST
from bot.governance.audit import Outcome
from bot.store.session import Sessions
from bot.store.tables.audit import AuditRow
from tests.coworkers.work import did, said, solved, ticket
from tests.fakes import FakePeople
from tests.governance.company import change

Typed = Callable[..., Awaitable[str]]
NAMES = ["bob", "jordan"]


@pytest.fixture
def typed(store: Sessions, rooms: CommandRooms) -> Typed:
    """Type `/coworkers …` as somebody (Root, unless said otherwise) and read the answer."""
    keys = iter(range(1000))

    async def one(text: str, user: str = "UROOT", at: CommandRooms | None = None) -> str:
        async with store.begin() as session:
            return await answer(at or rooms, session, team="T1", user=user, text=text, key=f"k{next(keys)}")

    return one


def managed(rooms: CommandRooms, **managers: str) -> CommandRooms:
    """The same rooms, with managers named in the role files."""
    coworkers = {
        name: each.model_copy(update={"manager": managers.get(name)})
        for name, each in rooms.roster.coworkers.items()
    }
    return replace(rooms, roster=Roster(coworkers, rooms.roster.badges))


async def audit_of(store: Sessions, rooms: CommandRooms) -> list[AuditRow]:
    """Every audit row, oldest first."""
    async with store() as session:
        return list(reversed(await rooms.audit.recent(session, "T1")))


async def test_alone_it_lists_the_coworkers(typed: Typed) -> None:
    text = await typed("")
    assert text == await typed("list")
    assert "**Jordan**, IT coworker: **running**" in text
    assert "**Bob**, HR and facilities coworker: **running**" in text
    assert "Manager: missing (Root Admin stands in) · Hands over to: #it-support" in text
    assert "Reset a password or unlock an account" in text


async def test_the_list_tells_confirmed_from_assumed_time(typed: Typed, store: Sessions) -> None:
    async with store.begin() as session:
        await ticket(session)
        await solved(session)
        await solved(session, by="USAM")
        await said(session, await solved(session), "found it yes")
    assert (
        "1 request open · 3 solved, 2 of them without a person · "
        "time given back: 12 min confirmed, 12 min assumed"
    ) in await typed("list")


async def test_nothing_speaks_of_headcount(typed: Typed) -> None:
    for text in ("list", "show jordan", "org", "status", "help"):
        assert "headcount" not in (await typed(text)).casefold()


async def test_show_is_a_job_description(typed: Typed, roster: Roster) -> None:
    text = await typed("show jordan")
    jordan = roster.coworkers["jordan"]
    for sentence in (jordan.role, jordan.tone, *jordan.scope, *jordan.never, *jordan.hands_over):
        assert sentence in text
    assert "`reset_password`" in text
    assert "`request_leave`" not in text
    assert "IT desk in #it-support; after 15 minutes without anybody, everybody at the desk is asked" in text


async def test_show_names_the_person_who_is_asked_when_nobody_claims(
    typed: Typed, rooms: CommandRooms
) -> None:
    it = rooms.desks["it"].model_copy(update={"fallback": "USAM"})
    text = await typed("show jordan", at=replace(rooms, desks={**rooms.desks, "it": it}))
    assert "Sam Vimes is asked" in text


async def test_org_is_a_tree_without_orphans(typed: Typed, rooms: CommandRooms) -> None:
    text = await typed("org", at=managed(rooms, jordan="UMIA"))
    lines = text.splitlines()
    assert lines.index("- **Mia Wong**") < lines.index("    - **Jordan**, IT coworker (running)")
    assert "- **Root Admin** (stands in: no manager is named)" in lines
    assert "        - Find out why a laptop is slow" in lines


async def test_status_shows_evidence_and_when_it_was_taken(typed: Typed, store: Sessions) -> None:
    async with store.begin() as session:
        await did(session, "reset_password", "a")
        await did(session, "unlock_account", "b", Outcome.FAILED, ticket=7)
    text = await typed("status")
    assert text.startswith("As of ")
    assert "**Jordan** is failing: 1 of 2 actions failed in the last hour." in text
    assert "tried to unlock an account for Ada Lovelace (T-7); it **failed**." in text
    assert "**Bob** is running: it had nothing to do in the last hour." in text


async def test_a_failure_of_yesterday_is_no_failing_coworker(
    typed: Typed, store: Sessions, rooms: CommandRooms
) -> None:
    async with store.begin() as session:
        await did(session, "unlock_account", "b", Outcome.FAILED)
    later = rooms.now() + timedelta(hours=2)
    assert "**Jordan** is running" in await typed("status", at=replace(rooms, now=lambda: later))


async def test_pausing_says_what_happens_now_and_resuming_undoes_it(typed: Typed, store: Sessions) -> None:
    assert await typed("pause jordan VPN is changing") == (
        "Jordan is paused. New requests go straight to people at the IT desk. "
        "`/coworkers resume jordan` brings it back."
    )
    async with store() as session:
        assert await state_of(session, "T1", "jordan") is State.PAUSED
    assert "**Jordan** is paused since" in await typed("status")
    assert "VPN is changing" in await typed("status")
    assert (await typed("resume Jordan")).startswith("Jordan is back at work")
    async with store() as session:
        assert await state_of(session, "T1", "jordan") is State.ACTIVE


async def test_pausing_one_who_serves_two_desks_names_both(typed: Typed) -> None:
    assert "at the HR and Facilities desks" in await typed("pause bob")


async def test_pausing_twice_says_who_did_it_first(typed: Typed) -> None:
    await typed("pause jordan VPN is changing")
    text = await typed("pause jordan")
    assert text.startswith("Jordan is already paused by Root Admin since")
    assert "VPN is changing." in text
    assert await typed("resume bob") == "Bob is already at work."


async def test_audit_tells_what_for_whom_why_and_how_it_ended_newest_first(
    typed: Typed, store: Sessions
) -> None:
    async with store.begin() as session:
        await did(session, "reset_password", "a", why="Okta, 0.93")
        await did(session, "request_leave", "b", Outcome.REFUSED, ticket=2)
        await did(session, "accounts", "c", actor="bob")
    first, second = (await typed("audit jordan")).splitlines()[1:]
    assert "tried to file a request for leave for Ada Lovelace (T-2); it was **refused**." in first
    assert "sent a link to choose a new password for Ada Lovelace (T-1). Why: Okta, 0.93" in second


async def test_audit_can_be_limited_to_a_number_and_a_ticket(typed: Typed, store: Sessions) -> None:
    async with store.begin() as session:
        for number in range(60):
            await did(session, "accounts", f"k-{number}", ticket=number % 2)
    assert len((await typed("audit jordan")).splitlines()) == 1 + 20
    assert len((await typed("audit jordan 3")).splitlines()) == 1 + 3
    assert len((await typed("audit jordan 5000")).splitlines()) == 1 + 50
    assert "(T-0)" not in await typed("audit jordan 50 t-1")
    assert await typed("audit jordan T-99") == "Jordan has done nothing that fits yet."


async def test_a_name_in_the_record_cannot_carry_markup(
    typed: Typed, store: Sessions, people: FakePeople
) -> None:
    change(people, "ada", name="**Root** <!channel> [x](https://evil.example)")
    async with store.begin() as session:
        await did(session, "accounts", "a", why="<@UROOT> `run` this")
    text = await typed("audit jordan")
    assert "<!" not in text
    assert "](" not in text
    assert "<@" not in text
    assert "**Root**" not in text


@pytest.mark.parametrize(
    "text", ["", "list", "show jordan", "pause jordan", "audit jordan", "help", "stauts"]
)
@pytest.mark.parametrize("user", ["UADA", "USAM", "UGUEST", "UEXT", "UGONE", "UNOBODY"])
async def test_who_looks_after_no_coworker_is_told_kindly_and_learns_nothing(
    typed: Typed, store: Sessions, rooms: CommandRooms, user: str, text: str
) -> None:
    reply = await typed(text, user)
    assert reply == NOT_FOR_YOU
    assert not any(name in reply.casefold() for name in NAMES)
    (row,) = await audit_of(store, rooms)
    assert (row.actor, row.action, row.outcome) == (user, "/coworkers", "refused")
    async with store() as session:
        assert await state_of(session, "T1", "jordan") is State.ACTIVE


@pytest.mark.parametrize("reference", ["UMIA", "mia@corp.example"])
async def test_a_manager_sees_and_pauses_their_own_coworker_only(
    typed: Typed, rooms: CommandRooms, store: Sessions, reference: str
) -> None:
    rooms = managed(rooms, jordan=reference)
    assert "Bob" not in await typed("", "UMIA", rooms)
    assert "Jordan is paused" in await typed("pause jordan", "UMIA", rooms)
    assert (await typed("pause bob", "UMIA", rooms)).startswith('I know no coworker "bob".')
    async with store() as session:
        assert await state_of(session, "T1", "bob") is State.ACTIVE


async def test_the_owner_stands_in_for_a_manager_who_left(
    typed: Typed, rooms: CommandRooms, people: FakePeople
) -> None:
    change(people, "mia", gone=True)
    rooms = managed(rooms, jordan="UMIA")
    assert "Manager: missing (Root Admin stands in)" in await typed("list", at=rooms)
    assert await typed("", "UMIA", rooms) == NOT_FOR_YOU


async def test_an_auditor_looks_and_touches_nothing(
    typed: Typed, store: Sessions, rooms: CommandRooms
) -> None:
    assert "**Jordan**" in await typed("", "UIRA")
    assert "only its manager or an admin" in await typed("pause jordan", "UIRA")
    async with store() as session:
        assert await state_of(session, "T1", "jordan") is State.ACTIVE
    assert [row.outcome for row in await audit_of(store, rooms)] == ["done", "refused"]


async def test_every_command_is_a_row(typed: Typed, store: Sessions, rooms: CommandRooms) -> None:
    for text in ("", "show bob", "org", "status", "audit bob", "help", "pause bob", "resume bob", "nonsense"):
        await typed(text)
    assert [row.action for row in await audit_of(store, rooms)] == [
        "/coworkers list",
        "/coworkers show",
        "/coworkers org",
        "/coworkers status",
        "/coworkers audit",
        "/coworkers help",
        "/coworkers pause",
        "pause_coworker",
        "/coworkers resume",
        "resume_coworker",
        "/coworkers",
    ]


async def test_the_same_command_delivered_twice_leaves_one_row(store: Sessions, rooms: CommandRooms) -> None:
    for _ in range(2):
        async with store.begin() as session:
            await answer(rooms, session, team="T1", user="UROOT", text="list", key="trigger-1")
    assert len(await audit_of(store, rooms)) == 1


async def test_a_hundred_coworkers_fit_and_the_rest_are_counted(
    typed: Typed, rooms: CommandRooms, roster: Roster
) -> None:
    jordan = roster.coworkers["jordan"]
    many: dict[str, Coworker] = {
        name: jordan.model_copy(update={"name": name}) for name in (f"it{number}" for number in range(100))
    }
    rooms = replace(rooms, roster=Roster(many, roster.badges))
    for text in ("list", "org", "status", "show it7"):
        assert len(await typed(text, at=rooms)) <= LONGEST
    assert " more. `/coworkers show NAME` shows each." in await typed("list", at=rooms)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_action_nobody_worded_is_still_told(outcome: Outcome) -> None:
    assert '"fix_printer"' in told("fix_printer", outcome)
