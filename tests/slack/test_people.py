"""Who people are while Slack does not answer: names stay known, rights are not believed for long."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import ClientSession

from bot.errors import Unreachable
from bot.playground.accounts import TEAM
from bot.playground.ids import named_id
from bot.playground.server import Config, Running, start
from bot.settings import DEFAULT_DESKS
from bot.slack import lookups, people
from bot.slack.client import http_session, posting_client
from bot.slack.clock import SlackClock
from bot.slack.people import Directory
from bot.slack.preflight import Identity
from tests.playground.driver import BOT_TOKEN, Person

US = "U0BATON"
ADA, SAM, ROOT = (named_id("U", name) for name in ("ada", "sam", "root"))

Breaks = Callable[[str], Awaitable[None]]


@pytest.fixture
async def slack() -> AsyncIterator[Running]:
    playground = await start(Config(port=0))
    yield playground
    await playground.stop()


@pytest.fixture
async def directory(slack: Running, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Directory]:
    """One that asks Slack every time, and does not ask again by itself."""
    monkeypatch.setattr(lookups, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(lookups, "REST_SECONDS", 0.0)
    async with http_session() as session:
        client = posting_client(BOT_TOKEN, slack.api_url, session)
        yield Directory(client, Identity(TEAM, US, "", SlackClock({})), DEFAULT_DESKS, frozenset({"U0NAMED"}))


@pytest.fixture
async def breaks(slack: Running) -> AsyncIterator[Breaks]:
    """From now on a method of Slack's fails."""
    async with ClientSession() as session:

        async def plant(method: str) -> None:
            person = Person(session, slack, "ada")
            assert (await person.does("faults", method=method, kind="error_before", times=1000))["ok"]

        yield plant


async def test_names_stay_known(directory: Directory, breaks: Breaks) -> None:
    before = await directory.member(ADA)
    await breaks("users.info")
    assert await directory.member(ADA) == before
    directory.forget(ADA)
    assert await directory.member(ADA) == before


async def test_somebody_never_seen_makes_the_turn_wait(directory: Directory, breaks: Breaks) -> None:
    await breaks("users.info")
    with pytest.raises(Unreachable):
        await directory.member(ADA)


async def test_somebody_slack_does_not_know_is_gone(directory: Directory) -> None:
    assert (await directory.member("U0NOBODY")).gone


async def test_staff_may_be_named_by_group_and_address(slack: Running, directory: Directory) -> None:
    slack.space.usergroups["S0SUPPORT"] = {"id": "S0SUPPORT", "users": [SAM]}
    address = (await directory.member(ADA)).email
    directory._desks = {"it": DEFAULT_DESKS["it"].model_copy(update={"staff": ("S0SUPPORT", address, ROOT)})}

    assert await directory.staff("it") == {SAM, ADA, ROOT}
    assert await directory.group("S0NOTHING") == frozenset()


async def test_staff_and_admins_are_believed_for_a_while(directory: Directory, breaks: Breaks) -> None:
    staff, admins, owner = await directory.staff("it"), await directory.admins(), await directory.owner()
    assert SAM in staff
    assert admins == {ROOT, "U0NAMED"}
    for method in ("conversations.members", "users.list", "conversations.list"):
        await breaks(method)
    assert (await directory.staff("it"), await directory.admins(), await directory.owner()) == (
        staff,
        admins,
        owner,
    )


@pytest.mark.parametrize("broken", ["conversations.members", "conversations.list"])
async def test_staff_are_not_believed_for_long(
    directory: Directory, breaks: Breaks, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    await directory.staff("it")
    await breaks(broken)
    monkeypatch.setattr(people, "RIGHTS_SECONDS", 0.0)
    with pytest.raises(Unreachable):
        await directory.staff("it")


async def test_admins_are_not_believed_for_long(
    directory: Directory, breaks: Breaks, monkeypatch: pytest.MonkeyPatch
) -> None:
    await directory.admins()
    assert (await directory.member(ROOT)).admin
    for method in ("users.list", "users.info"):
        await breaks(method)
    monkeypatch.setattr(people, "RIGHTS_SECONDS", 0.0)
    with pytest.raises(Unreachable):
        await directory.admins()
    stale = await directory.member(ROOT)
    assert stale.name
    assert (stale.admin, stale.owner) == (False, False)


async def test_nobody_keeps_rights_that_may_have_been_taken_away(
    directory: Directory, breaks: Breaks
) -> None:
    await directory.staff("it")
    await directory.admins()
    await directory.member(ROOT)
    for method in ("conversations.members", "users.list", "users.info"):
        await breaks(method)
    directory.forget()
    for asking in (directory.staff("it"), directory.admins()):
        with pytest.raises(Unreachable):
            await asking
    assert not (await directory.member(ROOT)).admin


async def test_desks_stay_where_they_were(directory: Directory, breaks: Breaks) -> None:
    channel = await directory.desk_channel("it")
    await breaks("conversations.list")
    assert await directory.desk_channel("it") == channel


async def test_the_other_replicas_are_told_of_changes_and_do_not_tell_again(directory: Directory) -> None:
    told: list[str] = []
    directory.tell = told.append
    directory.changed({"id": ADA})
    directory.moved(ADA, "C1")
    directory.moved(US, "C1")
    directory.forget(SAM)
    assert told == [ADA, "C1", ""]


async def asked(slack: Running) -> list[str]:
    """Every method that was called since the start."""
    rows = slack.space.journal.rows()
    return [row["data"]["method"] for row in rows if row["what"] == "api"]


async def test_only_what_may_have_changed_is_asked_for_again(
    directory: Directory, slack: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookups, "FRESH_SECONDS", 60.0)

    async def calls() -> list[str]:
        before = len(await asked(slack))
        await directory.staff("it")
        await directory.admins()
        await directory.member(ADA)
        return sorted((await asked(slack))[before:])

    everything = ["conversations.list", "conversations.members", "users.info", "users.list"]
    channel = await directory.desk_channel("it")
    assert await calls() == everything[1:]
    assert await calls() == []
    directory.changed({"id": ADA})
    assert await calls() == ["users.info"]
    directory.changed({"id": ADA, "is_admin": True})
    assert await calls() == ["users.info", "users.list"]
    directory.forget(ROOT)
    assert await calls() == ["users.list"]
    directory.moved(ADA, "C0ELSEWHERE")
    assert await calls() == []
    directory.moved(ADA, channel)
    assert await calls() == ["conversations.members"]
    directory.moved(US, channel)
    assert await calls() == everything
