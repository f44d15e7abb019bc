"""What crosses between employee and staff."""

import pytest

from bot.desk.messages import InPacketThread, Place, Relay, RelayDeleted, RelayEdited, Whisper
from bot.desk.relay.relays import Crossing, Spoken
from bot.desk.voice import By
from tests.desk.conftest import Scene, by_ada
from tests.fakes import SAM, SARA, TEAM


def by_sam(text: str, ts: str = "30.1") -> Spoken:
    return Spoken(SAM.id, text, f"C-it:{ts}")


async def test_the_employees_words_reach_the_packet_before_and_after_a_claim(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        assert await scene.desk.relays.from_employee(session, ticket, by_ada("one")) is Crossing.CROSSED
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        await scene.desk.relays.from_employee(session, ticket, by_ada("two", "20.2"))
        relays = scene.line.all(Relay)
        assert [relay.text for relay in relays] == ["one", "two"]
        assert {(r.packet, r.place.channel, r.author) for r in relays} == {
            (ticket.packet, "C-it", "Ada Lovelace")
        }


async def test_the_assignees_words_reach_the_employee_under_their_name(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        assert await scene.desk.relays.from_staff(session, ticket, by_sam("On it")) is Crossing.CROSSED
        relay = scene.line.last(Relay)
        assert (relay.place, relay.packet) == (Place("D-UADA", "10.1"), None)
        assert (relay.author, relay.picture) == (SAM.name, SAM.picture)


async def test_nothing_crosses_before_a_claim_and_the_writer_is_told_once(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        for ts in ("30.1", "30.2"):
            assert await scene.desk.relays.from_staff(session, ticket, by_sam("hm", ts)) is Crossing.UNCLAIMED
        assert not scene.line.all(Relay)
        assert len(scene.line.all(Whisper)) == 1
        assert "Claim" in scene.line.last(Whisper).text


async def test_a_colleagues_line_stays_inside_and_says_so_once(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        for ts in ("30.1", "30.2"):
            said = Spoken(SARA.id, "try the driver", f"C-it:{ts}")
            assert await scene.desk.relays.from_staff(session, ticket, said) is Crossing.NOT_ASSIGNEE
        assert not scene.line.all(Relay)
        assert "Sam Vimes" in scene.line.last(Whisper).text
        assert len(scene.line.all(Whisper)) == 1


async def test_after_the_end_nothing_crosses(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.resolve(session, TEAM, ticket.number, By(SAM.id), fix="x")
        assert await scene.desk.relays.from_staff(session, ticket, by_sam("PS")) is Crossing.OVER
        assert await scene.desk.relays.from_employee(session, ticket, by_ada("ok")) is Crossing.OVER
        assert not scene.line.all(Relay)


@pytest.mark.parametrize("text", ["// who knows this?", "Note: VIP", "  🔒 careful", ":lock: careful"])
async def test_a_marked_line_stays_inside_in_silence(scene: Scene, text: str) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        assert await scene.desk.relays.from_staff(session, ticket, by_sam(text)) is Crossing.INSIDE
        assert not scene.line.all(Relay)
        assert not scene.line.all(Whisper)


async def test_an_edit_changes_what_crossed(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        await scene.desk.relays.from_staff(session, ticket, by_sam("Resart it"))
        await scene.desk.relays.edited(session, ticket, by_sam("Restart it"))
        edit = scene.line.last(RelayEdited).relay
        assert (edit.source, edit.text) == ("C-it:30.1", "Restart it")


async def test_an_edit_that_marks_a_line_takes_it_back(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        await scene.desk.relays.from_staff(session, ticket, by_sam("he is difficult"))
        await scene.desk.relays.edited(session, ticket, by_sam("// he is difficult"))
        assert scene.line.last(RelayDeleted).source == "C-it:30.1"


async def test_an_edit_of_a_line_that_stayed_inside_does_not_cross(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        await scene.desk.relays.from_staff(session, ticket, by_sam("// secret"))
        assert await scene.desk.relays.edited(session, ticket, by_sam("secret")) is Crossing.INSIDE
        assert not scene.line.all(Relay)


async def test_a_deletion_takes_back_what_crossed(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.relays.from_employee(session, ticket, by_ada("oops"))
        await scene.desk.relays.deleted(session, ticket, "UADA", "D-UADA:20.1")
        assert scene.line.last(RelayDeleted).source == "D-UADA:20.1"


async def test_an_edit_of_something_said_before_reaches_staff_as_new_words(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.relays.edited(session, ticket, by_ada("My laptop is very slow", "10.1"))
        assert "edited an earlier message" in scene.line.last(InPacketThread).text
        assert scene.line.last(Relay).text == "My laptop is very slow"
