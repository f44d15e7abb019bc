"""Which of the staff's messages are notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.relay.notes import Notes
from bot.settings.relay import NOTES

NOTE = Notes()


@pytest.mark.parametrize(
    "text",
    [
        "// who knows this?",
        "Note: VIP",
        "  🔒 careful",
        "🔒\ufe0f careful",
        ":lock: careful",
        "!note she is new",
        "／／ full-width",
        "note：full-width",
        "\u200b// behind nothing",
        "*// bold*",
        "> // quoted",
        "@U0SARA // for you",
        "- // in a list",
        "1. // in a list",
        "note : with a gap",
    ],
)
def test_a_marked_line_is_a_note_whatever_stands_around_the_mark(text: str) -> None:
    assert NOTE.begin(text)
    assert NOTE.within(f"Try this:\n{text}\nand tell me")
    assert not NOTE.begin(f"Try this:\n{text}")


@pytest.mark.parametrize(
    "text",
    ["Please note: it restarts at 5", "https://intranet // docs", "see http://x/y", "", "3 // 4", "a lock"],
)
def test_a_mark_inside_a_line_is_none(text: str) -> None:
    assert not NOTE.within(text)


def test_a_company_has_marks_of_its_own() -> None:
    own = Notes(["intern:"])

    assert own.begin("Intern: nicht weitergeben")
    assert not own.within("// crosses here")


@given(st.text(), st.sampled_from(NOTES), st.text(), st.sampled_from(["\n", "\r\n", "\u2028"]))
def test_no_text_around_it_hides_a_note(before: str, mark: str, after: str, end: str) -> None:
    assert NOTE.within(f"{before}{end}{mark}{after}")
