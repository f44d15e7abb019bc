"""Which questions of staff were answered in the packet already."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.desk.messages import Packet, Tried
from bot.desk.packets.packet import build
from bot.desk.packets.repeats import answered, questions
from bot.store.tables import RunRow, TicketRow
from memory import Role, Said
from tests.fakes import ADA

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SAID = (
    "My laptop can't print the badges",
    "> What does the sticker under your laptop say?",
    "LT-20394",
    "> What happens when you print?",
    'It says "spooler offline", error 0x80070015. I already restarted it twice, no change',
    "> How many visitors do you expect?",
    "about 40",
    "They arrive at 14:30, so it must work by 14:00",
)


def packet() -> Packet:
    """Of Ada's talk with Jordan."""
    thread = [
        Said(
            f"m{n}",
            "T1",
            ADA.id,
            "c",
            "x",
            Role.COWORKER if text[0] == ">" else Role.EMPLOYEE,
            text.removeprefix("> "),
            NOON,
        )
        for n, text in enumerate(SAID)
    ]
    ticket = TicketRow(
        number=1, desk="it", coworker="jordan", requester=ADA.id, request=SAID[0], suggestion=""
    )
    run = RunRow(ticket=1, skill="s", code="c", inputs={"printer_queue": "HALL-2"}, tried=[])
    made = build(ticket, ADA, at=NOON, reason="r", rule="r", run=run, thread=thread)
    return replace(made, tried=(Tried("Read its health", "fine"),))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What's your asset tag?", "LT-20394"),
        ("Can you tell me what's on the sticker of the laptop?", "LT-20394"),
        ("Which laptop is it?", "LT-20394"),
        ("what error do you see", "spooler offline"),
        ("By when do you need it?", "14:00"),
        ("Did you try restarting it?", "restarted it twice"),
        ("how many visitors are there?", "about 40"),
        ("What is the printer queue called?", "HALL-2"),
        ("Which e-mail address should I use?", "ada@corp.example"),
    ],
)
def test_what_the_packet_says_was_asked_again(question: str, answer: str) -> None:
    assert questions(question) == [question]
    assert answer in answered(question, packet())


@pytest.mark.parametrize(
    "question",
    [
        "Is it still LT-20394?",
        "Is your tag LT-20394?",
        "Does another laptop print?",
        "Which room are you in?",
        "Can you open the print settings and send me a screenshot?",
        "What colour is the light on the printer?",
        "Could you try again now?",
        "Do you have a phone number?",
        "Shall I come over?",
    ],
)
def test_what_is_new_was_not(question: str) -> None:
    assert answered(question, packet()) == ""


def test_a_sentence_that_asks_nothing_is_no_question() -> None:
    assert questions("I'll have a look. The tag is enough, thanks.") == []
    assert questions("Hi Ada. Please send me the asset tag. I'll wait.") == ["Please send me the asset tag."]
