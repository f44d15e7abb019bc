"""A summary quotes, says where from, keeps identifiers, and may be summarised again."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from memory import Role, Said, summarise
from memory.summary import Summary, identifiers

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def messages(*texts: str) -> list[Said]:
    return [
        Said(f"m{n}", "T1", "ada", "dm", "Ada", Role.EMPLOYEE, text, NOON) for n, text in enumerate(texts)
    ]


CHAT = messages(
    "Good morning! The scanner at desk 4.117 stopped. It shows error 0x80070015.",
    "It is nice weather today, by the way. I had a coffee.",
    "My tag is LT-20394 and the queue is print-3.corp.example.",
    "Thanks a lot for looking into it.",
    "The order 4500098123 waits for the scan, it must go out before 15:30.",
)


def test_every_sentence_stands_in_the_message_it_names() -> None:
    said = {message.id: message.text for message in CHAT}
    summary = summarise(CHAT, 250)
    assert summary.sentences
    assert all(sentence.text in said[sentence.source_id] for sentence in summary.sentences)


def test_small_talk_gives_way_to_what_matters() -> None:
    text = summarise(CHAT, 240).text
    assert "LT-20394" in text
    assert "weather" not in text


def test_sentences_stand_in_the_order_said() -> None:
    places = [sentence.place for sentence in summarise(CHAT, 2000).sentences]
    assert places == sorted(places)


def test_summarising_twice_loses_no_identifier() -> None:
    first = summarise(CHAT[:3], 600)
    twice = summarise(CHAT[3:], 600, first)
    for message in CHAT:
        for value in identifiers(message.text):
            assert value in twice.text


def test_an_identifier_outlives_its_sentence() -> None:
    long = "and then we walked to the other building and looked at the cables there for quite a while "
    crowd = messages(*(f"{long} until we saw LT-{20000 + n}" for n in range(12)))
    summary = summarise(crowd, 700)
    assert all(f"LT-{20000 + n}" in summary.text for n in range(12))


def test_without_forgets_one_message() -> None:
    assert "0x80070015" not in summarise(CHAT, 2000).without("m0").text


def test_nothing_said_is_an_empty_summary() -> None:
    assert summarise([], 500) == Summary()


@given(st.lists(st.text(max_size=120), max_size=10), st.integers(min_value=0, max_value=600))
def test_a_summary_never_outgrows_its_budget(texts: list[str], budget: int) -> None:
    first = summarise(messages(*texts), budget)
    assert len(first.text) <= budget
    assert len(summarise(messages(*reversed(texts)), budget, first).text) <= budget
