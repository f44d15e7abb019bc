"""The relay as a mirror: pictures, emoji, notes that stay inside, and files that may not cross."""

import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.intake.learning import Learned
from bot.settings import RelaySettings
from bot.slack.calls import Calls
from bot.slack.trouble import Undeliverable
from bot.store.tables import OutboxRow
from tests.playground.driver import Json
from tests.stories.stage import Actor, House, everything_in, kind_of, playing, ticket_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
DESK = "it-support"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory, learned: Learned) -> AsyncIterator[House]:
    """One whose scan refuses what holds the word EICAR."""
    folder = tmp_path_factory.mktemp("office")
    script = folder / "scan"
    script.write_text(
        '#!/bin/sh\ncmp -s "$1" /dev/stdin && ! grep -q UNSURE "$1" || exit 2\n! grep -q EICAR "$1"\n'
    )
    script.chmod(0o700)
    async with playing(folder, learned) as house:
        await house.closes()
        rules = RelaySettings(scan=(str(script), "{path}"), largest_mb=0.01)
        company = house.settings.company.model_copy(update={"relay": rules})
        house.settings = house.settings.model_copy(update={"company": company})
        await house.opens()
        yield house


async def claimed(house: House, employee: Actor, about: str, channel: str = "@app") -> tuple[str, Json]:
    """A request that Sam has taken: the employee's thread, and the packet."""
    mention = "" if channel == "@app" else "@Baton "
    thread = await employee.says(f"{mention}can I talk to a person in IT about {about}", channel=channel)
    packet = await house.sam.sees_next("packet", about, channel=DESK)
    await house.sam.clicks(packet, "claim")
    await employee.sees_next("notice", "has taken", channel, thread)
    await house.settles()
    return thread, packet


async def shares(who: Actor, channel: str, thread: str, name: str, content: bytes, text: str = "") -> str:
    """Share a file in a thread; the message's `ts`."""
    coded = {"content": base64.b64encode(content).decode(), "encoding": "base64"}
    told = await who.does("files", channel=channel, thread_ts=thread, name=name, text=text, **coded)
    return str(told["ts"])


async def copies(reader: Actor, channel: str, thread: str | None = None) -> list[tuple[str, Json]]:
    """Baton's messages with files: what stands above each, and the file."""
    return [
        (message["text"], file)
        for message in await reader.sees(channel)
        if message.get("bot_id") and (thread is None or message.get("thread_ts") == thread)
        for file in message.get("files", ())
    ]


async def under(reader: Actor, channel: str, ts: str) -> dict[str, int]:
    """The emoji under a message, and how many have put each there."""
    message = next(one for one in await reader.sees(channel) if one["ts"] == ts)
    return {one["name"]: one["count"] for one in message.get("reactions", ())}


async def reacts(who: Actor, channel: str, ts: str, name: str, **more: Any) -> None:
    """Put an emoji under a message."""
    assert (await who.does("reactions", channel=channel, ts=ts, name=name, **more))["ok"]


async def test_a_picture_crosses_both_ways_once_with_its_author(office: House) -> None:
    thread, packet = await claimed(office, office.ada, "a purple screen")

    await shares(office.ada, "@app", thread, "screen.png", PICTURE, "look at this")
    await office.sam.sees_next("relay", "look at this", DESK, packet["ts"])
    await shares(office.sam, DESK, packet["ts"], "cable.png", PICTURE)
    await office.settles()

    [(above, hers)] = await copies(office.sam, DESK, packet["ts"])
    [(beside, his)] = await copies(office.ada, "@app", thread)
    assert (above, hers["title"]) == ("From Ada Osei", "screen.png")
    assert (beside, his["title"]) == ("From Sam Whitfield", "cable.png")
    kept = office.playground.space.files.get(hers["id"])
    assert kept is not None
    assert kept.content == PICTURE


async def test_a_picture_shown_before_there_was_a_packet_lies_beside_it(office: House) -> None:
    first = await office.ben.does(
        "files", channel="@app", name="beep.png", content="png", text="my laptop LT-1001 beeps, why"
    )
    thread = str(first["ts"])
    await office.settles()
    await office.ben.says("can I talk to a person in IT", thread_ts=thread)
    packet = await office.sam.sees_next("packet", "beeps", channel=DESK)
    await office.settles()

    [(above, file)] = await copies(office.sam, DESK, packet["ts"])
    assert (above, file["title"]) == ("From Ben Iyer", "beep.png")
    await office.sam.clicks(packet, "more", f"hand_on {ticket_of(packet).removeprefix('T-')}")
    await office.sam.fills_in(desk="facilities", why="It is the door")
    there = await office.fay.sees_next("packet", "beeps", channel="facilities-support")
    await office.settles()
    assert len(await copies(office.fay, "facilities-support", there["ts"])) == 1

    await office.ben.does("deletions", channel="@app", ts=thread)
    await office.settles()
    assert await copies(office.fay, "facilities-support", there["ts"]) == []
    assert await copies(office.sam, DESK, packet["ts"]) == []


async def test_an_emoji_crosses_both_ways_until_the_last_takes_it_away(office: House) -> None:
    thread, packet = await claimed(office, office.ada, "a green light")
    said = await office.ada.says("it blinks", thread_ts=thread)
    copy = (await office.sam.sees_next("relay", "it blinks", DESK, packet["ts"]))["ts"]
    answer = await office.sam.says("good sign", channel=DESK, thread_ts=packet["ts"])
    there = (await office.ada.sees_next("relay", "good sign", thread=thread))["ts"]
    await office.sara.clicks(packet, "join")
    await office.sam.sees_next("notice", "has joined", DESK, packet["ts"])

    for who in (office.sam, office.sara):
        await reacts(who, DESK, copy, "+1")
    await reacts(office.ada, "@app", there, "tada")
    await office.settles()
    assert await under(office.ada, "@app", said) == {"+1": 1}
    assert (await under(office.sam, DESK, answer))["tada"] == 1

    await reacts(office.sam, DESK, copy, "+1", remove=True)
    await office.settles()
    assert await under(office.ada, "@app", said) == {"+1": 1}
    await reacts(office.sara, DESK, copy, "+1", remove=True)
    await reacts(office.ada, "@app", there, "tada", remove=True)
    await office.settles()
    assert await under(office.ada, "@app", said) == {}
    assert "tada" not in await under(office.sam, DESK, answer)
    assert await under(office.sam, DESK, copy) == await under(office.ada, "@app", there) == {}


async def test_what_a_colleague_thinks_of_it_stays_inside(office: House) -> None:
    thread, packet = await claimed(office, office.ben, "a printer named Bob")
    said = await office.ben.says("I kicked it", thread_ts=thread)
    copy = (await office.sam.sees_next("relay", "kicked", DESK, packet["ts"]))["ts"]

    await reacts(office.sara, DESK, copy, "face_with_rolling_eyes")
    await office.settles()

    assert await under(office.ben, "@app", said) == {}


async def test_staff_see_what_crossed_and_what_stayed(office: House) -> None:
    _, packet = await claimed(office, office.ada, "a loud drive")
    where = {"channel": DESK, "thread_ts": packet["ts"]}

    sent = await office.sam.says("Back it up first", **where)
    note = await office.sam.says("// the drive is from 2011", **where)
    beside = await office.sara.says("we have spares", **where)
    await office.settles()

    marks = [set(await under(office.sam, DESK, ts)) for ts in (sent, note, beside)]
    assert marks == [{"incoming_envelope"}, {"lock"}, {"lock"}]


async def test_a_note_stays_inside_whatever_becomes_of_it(office: House) -> None:
    thread, packet = await claimed(office, office.ada, "a broken hinge")
    where = {"channel": DESK, "thread_ts": packet["ts"]}
    canary = "CANARY she broke it"

    note = await office.sam.says(f"// {canary}", **where)
    hidden = await office.sam.says(f"Bring it in.\n• note: {canary}", **where)
    beside = await office.sara.says(canary, **where)
    crossed = await office.sam.says("Bring it at 3", **where)
    await office.ada.sees_next("relay", "at 3", thread=thread)
    await office.sam.is_told("all of it stays here")
    for who, ts in ((office.sam, note), (office.sam, hidden), (office.sara, beside)):
        await who.does("edits", channel=DESK, ts=ts, text=f"{canary} or not")
    await office.sam.is_told("still stays here")
    await office.sam.does("edits", channel=DESK, ts=crossed, text=f"// {canary}")
    await office.sam.is_told("taken this back")
    await office.sam.does("edits", channel=DESK, ts=crossed, text=canary)
    await office.sam.clicks(packet, "assign")
    await office.sam.fills_in(assignee="U00000SARA")
    await office.ada.sees_next("notice", "Sara Lindqvist", thread=thread)
    await office.sara.does("edits", channel=DESK, ts=beside, text=f"{canary}, I said")
    await office.settles()

    rows = office.playground.space.journal.rows()
    hers = office.playground.space.channels.dm("U000000ADA", office.playground.space.people.app_id).id
    assert not [row for row in rows if "CANARY" in str(row["data"]) and row["data"].get("channel") == hers]
    assert await office.ada.seen("relay", thread=thread) == []


async def test_a_colleague_joins_and_leaves(office: House) -> None:
    thread, packet = await claimed(office, office.ada, "a cold office")
    where = {"channel": DESK, "thread_ts": packet["ts"]}
    await office.sara.says("before", **where)

    await office.settles()
    told = (await office.sara.whispers("If you join"))[-1]
    await office.sara.does("clicks", channel=told["channel"], ts=told["ts"], action_id="join")
    out = await office.sara.sees_next("notice", "Sara Lindqvist has joined", DESK, packet["ts"])
    await office.sara.says("while in", **where)
    relayed = await office.ada.sees_next("relay", "while in", thread=thread)
    assert relayed["username"].startswith("Sara Lindqvist")

    await office.sara.clicks(out, "leave")
    await office.sara.sees_next("notice", "no longer writes", DESK, packet["ts"])
    await office.sara.says("after", **where)
    await office.settles()
    assert len(await office.ada.seen("relay", thread=thread)) == 1


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("dump.log", b"x" * 20_000, "too big"),
        ("setup.exe", b"MZ", "files of this kind"),
        ("photo.png", b"MZ\x90\x00\x03" + b"\0" * 300, "a program"),
        ("invoice.pdf", b"EICAR", "viruses refused it"),
        ("odd.pdf", b"UNSURE", "could not be checked"),
    ],
)
async def test_a_file_that_may_not_cross_is_named_to_both_sides(
    office: House, name: str, content: bytes, why: str
) -> None:
    thread, packet = await claimed(office, office.ada, f"my {name}")

    await shares(office.ada, "@app", thread, name, content)
    await office.ada.sees_next("notice", why, thread=thread)
    await office.sam.sees_next("notice", why, DESK, packet["ts"])
    await shares(office.sam, DESK, packet["ts"], name, content, "here you are")
    await office.sam.sees_next("notice", why, DESK, packet["ts"], nth=2)
    await office.ada.sees_next("notice", f"Sam Whitfield shared a file, “{name}”", thread=thread)
    await office.settles()

    assert await copies(office.ada, "@app", thread) == await copies(office.sam, DESK, packet["ts"]) == []


async def test_what_slack_will_not_take_is_said_to_its_author(
    office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread, packet = await claimed(office, office.ben, "a full mailbox")
    make = Calls.make

    async def make_or_not(self: Calls, row: OutboxRow) -> str | None:
        if row.kind == "relay" and row.verb == "post":
            raise Undeliverable("msg_blocks_too_long")
        return await make(self, row)

    monkeypatch.setattr(Calls, "make", make_or_not)
    his = await office.ben.says("it is full", thread_ts=thread)
    theirs = await office.sam.says("so I see", channel=DESK, thread_ts=packet["ts"])

    await office.ben.sees_next("notice", "would not deliver", thread=thread)
    await office.sam.sees_next("notice", "would not deliver", DESK, packet["ts"])
    await office.settles()
    assert await under(office.ben, "@app", his) == await under(office.sam, DESK, theirs) == {"warning": 1}


async def test_in_a_thread_that_others_read_only_words_for_the_asker_cross(office: House) -> None:
    thread, packet = await claimed(office, office.ben, "a shared printer", channel="general")
    where = {"channel": DESK, "thread_ts": packet["ts"]}

    await office.sam.says("Try the other tray", **where)
    await office.ben.sees_next("relay", "other tray", "general", thread)
    await office.sara.says("that one is always jammed", **where)
    await office.ada.says("same here", channel="general", thread_ts=thread)
    await shares(office.sam, DESK, packet["ts"], "quote.pdf", b"%PDF-1.4", "the offer")
    await office.settles()

    public = [m for m in await office.ada.sees("general") if m.get("thread_ts") == thread and m.get("bot_id")]
    assert not any("jammed" in everything_in(m) or m.get("files") for m in public)
    assert {kind_of(m) for m in public} <= {"notice", "relay"}
    [(above, _)] = [one for one in await copies(office.ben, "@app") if one[1]["title"] == "quote.pdf"]
    assert above.startswith("From Sam Whitfield about T-")
    assert await office.sam.seen("relay", "same here", DESK) == []


async def test_a_deletion_takes_words_and_files_away_on_the_other_side(office: House) -> None:
    thread, packet = await claimed(office, office.ada, "a wrong picture")
    ts = await shares(office.ada, "@app", thread, "party.png", PICTURE, "oops")
    await office.sam.sees_next("relay", "oops", DESK, packet["ts"])
    await office.settles()
    assert len(await copies(office.sam, DESK, packet["ts"])) == 1

    await office.ada.does("deletions", channel="@app", ts=ts)
    await office.settles()

    assert await office.sam.seen("relay", "oops", DESK, packet["ts"]) == []
    assert await copies(office.sam, DESK, packet["ts"]) == []
    assert [one for one in office.playground.space.files.every() if one.title == "party.png"][1:] == []
