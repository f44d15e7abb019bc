"""Only people who work here are served: nobody else gets a skill, a ticket or a name."""

from typing import Any

import pytest

from bot.playground.accounts import OTHER_TEAM
from tests.playground.driver import Json
from tests.security.payloads import click, command, deletion, edit, event, message, submission, user_id
from tests.security.wire import Wire

pytestmark = pytest.mark.asyncio(loop_scope="module")

WISH = "I forgot my Okta password"
NAMES = ("jordan", "bob")


def asks(user: str = "ada", **more: Any) -> Json:
    """A message that would be answered if an employee had sent it."""
    return message(WISH, user, **more)


BY_BOTS = {
    "our own": asks("app", bot_id="B000000APP", channel="D000000ADA"),
    "our own, under a person's name": asks(bot_id="B000000APP", subtype="bot_message", username="Sam"),
    "another bot's": asks("otherbot", bot_id="B00OTHERBOT", channel="D000000ADA"),
    "another bot's mention": asks("otherbot", bot_id="B00OTHERBOT", type="app_mention", channel="C0GENERAL"),
    "a workflow's": {
        **asks(),
        "user": None,
        "subtype": "bot_message",
        "username": "Onboarding",
        "bot_id": "B1",
    },
    "an app's, for a person": asks(bot_id="B1", app_id="A1", bot_profile={"id": "B1", "app_id": "A1"}),
    "an app's without an id": asks(bot_profile={"name": "Poll"}),
    "an edit of a bot's": edit(WISH) | {"message": asks(bot_id="B1")},
    "a deletion of a bot's": deletion() | {"previous_message": asks(bot_id="B1")},
    "a join": asks(subtype="channel_join"),
}


@pytest.mark.parametrize("said", BY_BOTS.values(), ids=BY_BOTS)
async def test_what_no_person_said_is_not_even_kept(wire: Wire, said: Json) -> None:
    kept = await wire.kept()

    assert (await wire.sends(event(said))).status == 200
    assert await wire.kept() == kept


@pytest.mark.parametrize("team", ["T0ELSEWHERE", "T1", "x"])
async def test_another_workspace_is_not_heard(wire: Wire, team: str) -> None:
    kept = await wire.kept()

    await wire.sends(event(asks(), team_id=team))
    await wire.types(command("/support", WISH, address=wire.nowhere) | {"team_id": team})
    await wire.interacts(click("claim", "1", "sam") | {"team": {"id": team}})
    await wire.interacts(submission("support", "", {"request": WISH}) | {"team": {"id": team}})

    assert await wire.kept() == kept


UNKNOWN = {
    "somebody Slack does not know": asks("nobody", channel="D000000ADA"),
    "Slackbot": asks(channel="D000000ADA") | {"user": "USLACKBOT"},
    "a bot that does not say so": asks("otherbot", channel="D000000ADA"),
}


@pytest.mark.parametrize("said", UNKNOWN.values(), ids=UNKNOWN)
async def test_nobody_we_know_is_answered_with_silence(wire: Wire, said: Json) -> None:
    await refused(wire, said, notices=0)


async def test_somebody_who_left_is_answered_with_silence(wire: Wire) -> None:
    await wire.fay.does("profiles", deleted=True)
    await wire.settles()

    await refused(wire, asks("fay"), notices=0)

    await wire.ada.does("profiles", user="fay", deleted=False)
    await wire.settles()


OUTSIDERS = {
    "a guest": asks("guest"),
    "a guest's mention": asks("guest", type="app_mention", channel="C0GENERAL", channel_type="channel"),
    "somebody of another company": asks("ext", team=OTHER_TEAM, user_team=OTHER_TEAM, source_team=OTHER_TEAM),
}


@pytest.mark.parametrize("said", OUTSIDERS.values(), ids=OUTSIDERS)
async def test_an_outsider_gets_one_polite_no(wire: Wire, said: Json) -> None:
    await refused(wire, said, notices=1)


async def test_an_outsider_who_is_not_talking_to_us_is_left_alone(wire: Wire) -> None:
    root = await wire.ada.says("hello everybody", channel="general")

    await refused(wire, asks("guest", channel="C0GENERAL", channel_type="channel", thread_ts=root), notices=0)


async def refused(wire: Wire, said: Json, notices: int) -> None:
    """Have something said that leads to no ticket and to this many notices, each without a name."""
    tickets, refusals, before = await wire.tickets(), len(await wire.refusals()), len(wire.calls("chat."))

    assert (await wire.sends(event(said))).status == 200
    await wire.settles()

    assert await wire.tickets() == tickets
    assert len(await wire.refusals()) == refusals + 1
    told = wire.calls("chat.")[before:]
    assert [call["metadata"]["event_payload"]["kind"] for call in told] == ["notice"] * notices
    assert not any(name in str(call).casefold() for call in told for name in NAMES)


@pytest.mark.parametrize("who", ["guest", "ext", "otherbot"])
async def test_an_outsider_finds_no_side_door(wire: Wire, who: str) -> None:
    handed = await wire.handed_over()
    tickets, views = await wire.tickets(), len(wire.calls("views.open"))
    refusals = len(await wire.refusals())
    deeds = [
        *(click(action, handed.number, who) for action in ("claim", "resolve", "talk_to_human", "open_form")),
        click("answer:1", f"{handed.number}|person", who),
        click("feedback", f"{handed.number}|5", who),
        click("pause_coworker", "jordan", who),
        submission("support", "", {"request": WISH}, who),
        submission("resolve_ticket", handed.number, {"fix": "done"}, who),
        submission("correct_packet", handed.number, {"correction": "it is HR's"}, who),
        submission("skill_form", handed.number, {"app": "okta"}, who),
    ]

    for deed in deeds:
        assert (await wire.interacts(deed)).status == 200
    for text in ("", WISH, "mine", "talk to a person", "forget me"):
        assert (await wire.types(command("/support", text, who, address=wire.nowhere))).status == 200
    await wire.settles()

    assert await wire.tickets() == tickets
    assert (await wire.ticket(handed.number)).state == "queued"
    assert len(wire.calls("views.open")) == views
    assert len(await wire.refusals()) == refusals + len(deeds) + 5


@pytest.mark.parametrize("who", ["guest", "ext"])
async def test_an_outsiders_home_page_names_nobody(wire: Wire, who: str) -> None:
    await wire.sends(event({"type": "app_home_opened", "user": user_id(who), "channel": "D1", "tab": "home"}))

    shown = [call for call in wire.calls("views.publish") if call["user_id"] == user_id(who)]
    assert len(shown) == 1
    assert not any(name in str(shown).casefold() for name in NAMES)


async def test_an_outsider_is_offered_no_prompts(wire: Wire) -> None:
    offered = len(wire.calls("assistant."))

    await wire.sends(
        event({"type": "app_home_opened", "user": user_id("guest"), "channel": "D1", "tab": "messages"})
    )

    assert len(wire.calls("assistant.")) == offered


async def test_two_bots_do_not_talk_to_each_other(wire: Wire) -> None:
    before = len(wire.calls("chat."))

    root = await wire.otherbot.says("<@U000000APP> " + WISH, channel="general")
    for _ in range(5):
        await wire.otherbot.says("<@U000000APP> and again", channel="general", thread_ts=root)
    await wire.settles()

    assert len(wire.calls("chat.")) == before


async def test_edits_and_deletions_are_no_new_requests(wire: Wire) -> None:
    asked = await wire.ben.says(WISH)
    await wire.ben.sees_next("reply", thread=asked)
    tickets, said = await wire.tickets(), len(wire.calls("chat.postMessage"))

    await wire.ben.does("edits", channel="@app", ts=asked, text="I forgot my GitHub password")
    await wire.sends(event(edit(WISH, "ben")))
    await wire.ben.does("deletions", channel="@app", ts=asked)
    await wire.sends(event(deletion("ben")))
    await wire.settles()

    assert await wire.tickets() == tickets
    assert len(wire.calls("chat.postMessage")) == said
