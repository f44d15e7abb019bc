"""Notes keep the words that carry something, in order, within any limit."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory import Role, Said
from memory.brief import Reading
from memory.notes import Draft, Notes

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def thread(*texts: str) -> list[Said]:
    """Lines of a talk; what begins with `>` is the coworker's."""
    return [
        Said(
            f"m{n}",
            "T1",
            "ida",
            "dm",
            "Jordan" if text.startswith(">") else "Ida",
            Role.COWORKER if text.startswith(">") else Role.EMPLOYEE,
            text.removeprefix("> "),
            NOON,
        )
        for n, text in enumerate(texts)
    ]


def notes(limit: int, *texts: str) -> str:
    return Notes(Draft.of(thread(*texts)), limit).text


TALK = (
    "Hello there, I would like to book a room for our meeting please",
    "> Sure, which building would you like?",
    "We need Tower of Mills, on the 4th of May at 2:30 pm",
    "> I found the room Kingfisher at 12 Harbour Street, Bergen for 14 people. Shall I book it?",
    "Great, thanks a lot! And please don't invite Mona Berg",
    "> You are welcome, have a nice day.",
)


def test_values_stay_whole_where_sentences_do_not_fit() -> None:
    text = notes(150, *TALK)
    for value in ("Tower of Mills", "the 4th of May at 2:30 pm", "Kingfisher", "12 Harbour Street, Bergen"):
        assert value in text
    assert "nice day" not in text


@pytest.mark.parametrize("limit", range(30, 400, 30))
def test_what_is_not_so_never_reads_as_if_it_were(limit: int) -> None:
    text = notes(limit, *TALK)
    assert "Mona" not in text or "don't invite Mona Berg" in text


def test_with_room_everything_stands_there_with_its_speaker() -> None:
    text = notes(2_000, *TALK)
    assert text.splitlines()[:2] == [f"Ida: {TALK[0]}", "Jordan: Sure, which building would you like?"]
    assert len(text.splitlines()) == len(TALK)


def test_what_repeats_stands_once() -> None:
    said = ("The tag is LT-20394", "> So LT-20394 it is.", "yes, LT-20394", "> Thank you, LT-20394 is noted.")
    assert notes(24, *said).count("LT-20394") == 1


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("could you move it to next Friday please", "next Friday"),
        ("I would like it at 5 o'clock in the evening", "5 o'clock in the evening"),
        ("please find the song titled wake up", "wake up"),
        ("it should go to Katharine C. Sears then", "Katharine C. Sears"),
        ('and then it says "elevation is required" again', '"elevation is required"'),
        ("we are at 1059 Reed avenue now", "1059 Reed avenue"),
    ],
)
def test_what_belongs_together_is_not_torn_apart(said: str, value: str) -> None:
    assert value in notes(len(value) + 4, said)


def test_messages_quoted_elsewhere_are_left_out() -> None:
    told = Notes(Draft.of(thread(*TALK)), 2_000, without=["m2"]).text
    assert "2:30" not in told
    assert "Kingfisher" in told


@pytest.mark.parametrize(
    ("said", "old", "new"),
    [
        (
            ("> Guards need the plate.", "4P8 2217", "they changed the bus, it is now 4P9 0143"),
            "4P8 2217",
            "4P9 0143",
        ),
        (("12 suppliers called", "ok. 12. hmm 14 now"), "12 suppliers", "14 suppliers"),
        (("the boat takes 64 crates", "make that 46 crates"), "64 crates", "46 crates"),
        (("my staff number 77310", "correction: number is 77301"), "77310", "77301"),
        (("he came on Tuesday evening", "actually not Tuesday, it was Monday"), "Tuesday evening", "Monday"),
        (("I stop on 28 July", "rather 21 July instead of 28 July"), "28 July", "21 July"),
        (("must start by 11:10", "they can shift to noon. must start by 12:10"), "11:10", "12:10"),
    ],
)
def test_a_value_that_was_put_right_is_struck_through(said: tuple[str, ...], old: str, new: str) -> None:
    reading = Reading(thread(*said))
    assert reading.stale[old] == new
    told = reading.brief(300).text
    assert old not in told.replace(f"~{old}~", "")


@pytest.mark.parametrize(
    "said",
    [
        ("4P8 2217", "sorry for the wait, the gate is 12"),
        ("crate 88312 came", "sorry, I forgot: pallet 77001 is open, too"),
        ("we sent 3 boxes", "no, 3 more boxes come, so 6 boxes", "the 3 boxes are here"),
    ],
)
def test_another_value_is_no_correction(said: tuple[str, ...]) -> None:
    assert Reading(thread(*said)).stale == {}


@given(st.lists(st.text(max_size=120), max_size=8), st.integers(min_value=0, max_value=600))
def test_any_thread_keeps_to_any_limit(texts: list[str], limit: int) -> None:
    text = notes(limit, *texts)
    assert len(text) <= limit
    assert all(
        word in " ".join(texts)
        for word in text.replace("Ida: ", "").replace("Jordan: ", "").replace(";", " ").split()
        if len(word) > 1 and ";" not in word
    )


def test_a_thread_of_a_thousand_messages_is_read_in_a_moment() -> None:
    lines = [
        f"on {n % 28 + 1} May the host srv{n}.corp.example said E{n:04}, what now?" for n in range(1_000)
    ]
    text = notes(4_000, *lines)
    assert 3_900 < len(text) <= 4_000


@pytest.mark.parametrize(
    ("said", "stands"),
    [("No spare. 12 runs on Wednesday.", True), ("No, it is on Wednesday.", False)],
)
def test_there_being_none_of_something_puts_nothing_right(said: str, *, stands: bool) -> None:
    assert ("Friday" not in Reading(thread("The truck leaves on Friday", said)).stale) is stands


def test_notes_for_reading_hold_no_crumbs() -> None:
    talk = [f"the lorry LX-{n:04} was washed by hand in the hall behind the gate" for n in range(60)]
    said = (*talk[:30], "so I gladly would have it", *talk[30:])
    assert "gladly" in notes(1_400, *said)
    assert "gladly" not in notes(1_600, *said)
