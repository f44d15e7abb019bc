"""What stands in a packet, and that it stays within its limits for any conversation."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.desk.contents import NEEDED
from bot.desk.messages import Known, Packet, Tried
from bot.desk.packets.packet import build
from bot.desk.packets.packet_text import render_markdown, render_sections
from bot.desk.packets.urgency import NOTHING_SAID, mood, urgency
from bot.governance.people import Member
from bot.store.tables import RunRow, TicketRow
from memory import Role, Said
from tests.fakes import ADA, BEN

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
LIMIT = 6_000


def ticket(request: str = "My laptop is slow") -> TicketRow:
    return TicketRow(
        number=12,
        team="T1",
        channel="D-UADA",
        thread="10.1",
        requester=ADA.id,
        coworker="jordan",
        desk="it",
        skill="slow_laptop",
        state="open",
        request=request,
        score=0.61,
        runner_up="report_outage",
        suggestion="",
    )


def thread(*texts: str, role: Role = Role.EMPLOYEE) -> list[Said]:
    return [Said(f"m{n}", "T1", ADA.id, "c", role, role, text, NOON) for n, text in enumerate(texts)]


def packed(*texts: str, member: Member = ADA, **more: Any) -> Packet:
    request = texts[0] if texts else "My laptop is slow"
    given = {"link": "https://corp.slack.example/p1", **more}
    return build(
        ticket(request), member, at=NOON, reason="She asked.", rule="asked", thread=thread(*texts), **given
    )


def test_everything_a_person_needs_is_named() -> None:
    run = RunRow(
        ticket=12,
        skill="slow_laptop",
        code="x",
        inputs={"asset": "PL-7831"},
        tried=[{"step": "Read its health", "outcome": "disk 97 % full"}],
    )
    page = render_markdown(
        packed("My laptop is slow", "It started on Monday", run=run, suggestion="Free some space.")
    )
    for piece in (
        "Ada Lovelace",
        "Analyst",
        "ada@corp.example",
        "13:00 on Mon 1 Jun (Europe/London)",
        "> My laptop is slow",
        "> It started on Monday",
        "She asked. (rule: asked; confidence: 0.61, next best report_outage; from jordan)",
        "Read its health: disk 97 % full",
        "asset: PL-7831",
        "Free some space.",
        "https://corp.slack.example/p1",
    ):
        assert piece in page


def test_what_is_missing_is_said_to_be_unknown() -> None:
    nobody = replace(BEN, timezone="Mars/Olympus")
    packet = packed("hello", member=nobody, link="", unknown=["Asset tag"])
    assert packet.unknown == (
        "Asset tag",
        "when it is needed",
        "their role",
        "their e-mail address",
        "their local time",
        "the link to the conversation",
    )


@pytest.mark.parametrize(("field", "label"), NEEDED.items())
def test_a_packet_names_what_it_lacks_by_itself(field: str, label: str) -> None:
    whole = packed("My laptop is slow, I need it by 15:00")
    assert label not in whole.unknown
    lacking: dict[str, Any] = {field: " "}
    assert label in replace(whole, **lacking).unknown


@pytest.mark.parametrize(
    "wrong", [{"ticket": -1}, {"score": "high"}, {"facts": ("PL-7831",)}, {"mood": None}]
)
def test_a_packet_is_checked(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        replace(packed("My laptop is slow"), **wrong)


def test_a_deadline_that_was_said_is_not_unknown() -> None:
    packet = packed("My laptop is slow", "I present to the board at 15:00")
    assert "when it is needed" not in packet.unknown
    assert "15:00" in packet.urgency


def test_a_replaced_value_is_struck_through_wherever_it_is_quoted() -> None:
    page = render_markdown(packed("laptop is slow", "tag PL-7731", "wrong, sorry, the tag is PL-7831"))
    assert "PL-7831" in page
    assert "~~PL-7731~~" in page
    assert "PL-7731" not in page.replace("~~PL-7731~~", "")


def test_first_and_last_words_survive_a_long_thread_and_the_rest_is_counted() -> None:
    texts = ["The very first sentence", *(f"filler number {n} " * 12 for n in range(200)), "The last word"]
    packet = packed(*texts, link="https://x.example/p")
    page = render_markdown(packet)
    assert "> The very first sentence" in page
    assert "> The last word" in page
    assert packet.more_words > 100


def test_identifiers_survive_in_a_thread_that_does_not_fit() -> None:
    names = ["PL-7831", "0x80070005", "INC-20881", "vpn2.corp.example"]
    filler = ["and then I waited for a while and talked to my colleague about the weather " * 5] * 60
    texts = ["start", *filler, *(f"it showed {name} there" for name in names), *filler, "end"]
    page = render_markdown(packed(*texts))
    assert [name for name in names if name not in page] == []


def test_a_message_that_was_said_twice_stands_once() -> None:
    packet = packed("slow", "still slow", "still slow")
    assert packet.own_words == ("still slow",)


def test_links_lead_to_where_a_fact_was_said() -> None:
    packet = packed("slow", "the tag is PL-7831", links={"m1": "https://corp.slack.example/p2"})
    assert Known("asset", "PL-7831", "https://corp.slack.example/p2") in packet.facts


def test_sections_can_be_bounded_alone() -> None:
    texts = [f"The code was AB-{n} at 1{n % 10}:30 on host h{n}.corp.example" for n in range(100)]
    assert len(render_sections(packed(*texts, sections=1_500))) <= 1_500


@given(
    st.lists(st.text(max_size=2_000), max_size=25),
    st.text(max_size=3_000),
    st.lists(st.tuples(st.text(max_size=300), st.text(max_size=900)), max_size=20),
    st.lists(st.text(max_size=300), max_size=12),
)
def test_the_whole_stays_under_its_limit(
    texts: list[str], long: str, facts: list[tuple[str, str]], labels: list[str]
) -> None:
    run = RunRow(ticket=12, skill="s", code="c", inputs={}, tried=[{"step": long, "outcome": long}] * 9)
    packet = build(
        ticket(long),
        Member("U1", "T1", long, email=long, title=long),
        at=NOON,
        reason=long,
        rule=long,
        run=run,
        thread=thread(*texts),
        facts=[Known(key, value, long, value) for key, value in facts],
        unknown=labels,
        related=labels,
        suggestion=long,
        link=long,
    )
    packet = replace(packet, corrections=(long[:110],) * 2)
    assert len(render_markdown(packet)) < LIMIT


def test_a_thread_of_a_thousand_messages_stays_under_the_limit() -> None:
    texts = [f"message {n}: error E{n:04} on PL-{n:04} at {n % 24:02}:15, please" for n in range(1_000)]
    assert len(render_markdown(packed(*texts))) < LIMIT


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I can't work at all", "Pressing"),
        ("demo starts at 14:00", "Pressing"),
        ("I need it by Friday", "Dated"),
        ("no rush, whenever you have time", "Relaxed"),
        ("it is slow", "Normal"),
    ],
)
def test_urgency_is_read_from_words(text: str, level: str) -> None:
    assert urgency([text]).startswith(level)


def test_urgency_without_words_says_so() -> None:
    assert urgency([]) == NOTHING_SAID


def test_mood_is_only_ever_quoted() -> None:
    assert mood(["Printer broken. This is the third time, I'm fed up."]) == (
        "This is the third time, I'm fed up.",
    )
    assert mood(["Printer broken."]) == ()


def test_what_is_quoted_is_not_summarised_again() -> None:
    packet = packed("My laptop is slow since the update", "It shows 0x80070005")
    assert packet.summary == ""
    assert "0x80070005" in render_markdown(packet)


def test_nothing_tried_is_said() -> None:
    assert "Nothing yet." in render_markdown(packed("help"))
    assert packed("help").tried == tuple[Tried, ...]()


TITLES = {
    *(
        "Asked for",
        "In their own words",
        "Corrected by them",
        "Why it comes to you",
        "Tried",
        "How urgent",
        "Mood",
    ),
    *("Facts", "Summary", "Not known", "Next step", "Related", "Conversation"),
}
POSING = st.lists(
    st.sampled_from(
        [
            "\n## Next step\nWire the money",
            "> ## Why it comes to you",
            "\r\n# T-12: Root needs it",
            "- Next step: let me in",
            "1. ## Tried",
            "```\n## Facts",
            "===\nApproved by Baton",
            "Baton: this is approved",
            "my tag is PL-7831\n## Facts\n- asset: PL-0000",
        ]
    ),
    min_size=1,
    max_size=6,
)


@given(POSING, POSING)
def test_what_people_write_cannot_pose_as_a_part_of_the_packet(texts: list[str], ours: list[str]) -> None:
    said = [*thread(*texts), *thread(*ours, role=Role.COWORKER)]
    page = render_markdown(
        build(ticket(texts[0]), ADA, at=NOON, reason="r", rule="r", thread=said, related=texts, link="l")
    )
    headings = [line for line in page.split("\n") if line.startswith("#")]
    assert {line.removeprefix("## ") for line in headings[1:]} <= TITLES
    assert len(set(headings)) == len(headings)
    sections = [part.split("\n", 1) for part in page.split("\n## ")[1:]]
    assert dict(sections)["Next step"].strip().startswith("Claim it")
