"""The packet's card and details."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.messages import Known, Packet, PacketCard, Place, Standing, Tried
from bot.slack.blocks import packet as packets
from bot.slack.blocks.modals import correct_packet
from tests.slack.judging import anything, buttons, judge, judge_view, texts

PACKET = Packet(
    ticket=12,
    desk="it",
    coworker="jordan",
    requester="UADA",
    name="Ada Lovelace",
    title="Analyst",
    timezone="Europe/London",
    local_time="13:00 on Mon 1 Jun",
    email="ada@corp.example",
    request="My laptop PL-7731 is slow",
    own_words=("It began on Monday", "<!channel> [x](https://evil.test)"),
    summary="It is slow. Tag ~PL-7731~ PL-7831.",
    facts=(Known("asset", "PL-7831", "https://corp.slack.example/p1", "PL-7731"),),
    tried=(Tried("Read its health", "disk 97 % full"),),
    reason="She asked for a person.",
    rule="asked",
    score=0.61,
    runner_up="report_outage",
    urgency="Pressing: “demo at 15:00”",
    unknown=("their office",),
    suggestion="Free some space.",
    link="https://corp.slack.example/p0",
    mood=("I'm fed up.",),
    corrections=("It is the other one.",),
    related=("T-3, solved: My mouse",),
    more_words=4,
)


ALWAYS = ("assign", "resolve", "return_to_coworker")


def card(state: str) -> PacketCard:
    return PacketCard(Place("C-it"), PACKET, Standing(state))


def joined(body: dict[str, Any]) -> str:
    return "\n".join(texts(body))


def test_the_card_says_who_needs_what_why_and_what_was_tried() -> None:
    shown = joined(judge(packets.card(card("queued"))))
    for piece in (
        "T-12 · Ada Lovelace needs a person",
        "<@UADA> · Ada Lovelace · Analyst · ada@corp.example",
        "She asked for a person.",
        "Read its health: ",
        "disk 97 % full",
        "demo at 15:00",
        "their office",
        "Free some space.",
        "It is the other one.",
        "rule: asked · confidence: 0.61, next best report_outage",
    ):
        assert piece in shown


def test_the_details_hold_the_words_the_facts_and_the_way_back() -> None:
    shown = joined(judge(packets.details(PACKET)))
    for piece in (
        "It began on Monday",
        "4 more in the conversation",
        "PL-7831",
        "https://corp.slack.example/p0",
        "I'm fed up.",
    ):
        assert piece in shown


def test_what_a_packet_lacks_is_said() -> None:
    bare = replace(PACKET, own_words=(), summary="", facts=(), mood=(), related=(), link="", more_words=0)
    shown = joined(judge(packets.details(bare)))
    assert "none beside their own words" in shown
    assert "nothing was said beside what is quoted" in shown


def test_staff_rate_a_packet_with_one_click() -> None:
    pressed = buttons(judge(packets.details(PACKET)))
    assert pressed["rate_packet:yes"] == "12|yes"
    assert pressed["rate_packet:no"] == "12|no"
    menu = packets.details(PACKET).body()["blocks"][-1]["elements"][-1]
    assert menu["action_id"] == "still_asked"
    assert "12|device" in [option["value"] for option in menu["options"]]


def test_the_employee_reads_all_that_the_desk_reads() -> None:
    form = judge_view(correct_packet(PACKET))
    shown = joined(form)
    told = ("is slow", "It began on Monday", "PL-7831", "disk 97 % full", "Free some space.", "demo at 15:00")
    for piece in told:
        assert piece in shown


def test_replaced_values_are_struck_in_quotes_and_in_the_summary() -> None:
    details = packets.details(PACKET)
    bodies = (judge(packets.card(card("queued"))), judge(details))
    runs = [run for body in bodies for block in body["blocks"] for run in _runs(block)]
    stale = [run for run in runs if "PL-7731" in run["text"]]
    assert len(stale) == 3
    assert all(run["style"] == {"strike": True} for run in stale)


def _runs(part: dict[str, Any]) -> list[dict[str, Any]]:
    if part["type"] == "text":
        return [part]
    return [run for inner in part.get("elements", ()) for run in _runs(inner)]


@pytest.mark.parametrize(
    ("standing", "says", "offers"),
    [
        (
            Standing("queued"),
            "*Waiting for somebody to claim it*",
            {"claim", "assign", "resolve", "return_to_coworker"},
        ),
        (
            Standing("claimed", "USAM"),
            "*Claimed by <@USAM>*",
            {"release", "assign", "resolve", "return_to_coworker", "wait_for_employee", "hold"},
        ),
        (
            Standing("on hold", "USAM", held_because="A part is on its way."),
            "*Claimed by <@USAM>*, on hold",
            {"release", "assign", "resolve", "return_to_coworker", "carry_on"},
        ),
        (Standing("solved", "USAM", fix="Freed 40 GB"), "*Solved by <@USAM>*: Freed 40 GB", set()),
        (Standing("open"), "*Returned to Jordan*", set()),
        (Standing("closed"), "*Closed*", set()),
    ],
)
def test_the_card_shows_how_the_ticket_stands_and_what_can_be_done(
    standing: Standing, says: str, offers: set[str]
) -> None:
    body = judge(packets.card(PacketCard(Place("C-it"), PACKET, standing)))
    assert body["blocks"][1]["text"]["text"] == says
    assert says in body["text"]
    assert standing.held_because in str(body["blocks"][2])
    beside = {"join"} if "release" in offers else set()
    assert set(buttons(body)) == offers | {"why", "wrong_route"} | beside
    assert set(buttons(body).values()) <= {"12"}


@given(anything, st.lists(anything, max_size=5), st.sampled_from(["queued", "claimed", "solved"]))
def test_any_packet_is_taken(text: str, words: list[str], state: str) -> None:
    short = text[:200]
    packet = replace(
        PACKET,
        name=short,
        title=short,
        email=short,
        request=text[:900],
        own_words=tuple(word[:900] for word in words),
        summary=text[:1_000],
        facts=tuple(Known(short, short, short, short) for _ in words),
        tried=(Tried(short, short),),
        reason=short,
        rule=short,
        unknown=(short,),
        suggestion=short,
        link=short,
        mood=(short,),
        corrections=(short,),
        related=(short,),
        coworker=short,
    )
    judge(packets.card(PacketCard(Place("C"), packet, Standing(state, short, fix=text))))
    judge(packets.details(packet))
