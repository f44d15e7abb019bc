"""The forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.governance.people import Member
from bot.slack.blocks import modals
from skills import Choice, Field, Input
from tests.fakes import SAM, SARA
from tests.slack.judging import anything, judge_view, texts
from tests.slack.test_blocks_packet import PACKET


def fields(view: dict[str, list[dict[str, object]]]) -> dict[str, bool]:
    """block id -> whether it may stay empty."""
    return {str(b["block_id"]): bool(b["optional"]) for b in view["blocks"] if b["type"] == "input"}


def test_resolving_needs_the_fix_alone() -> None:
    view = judge_view(modals.resolve_ticket(12, "Ada"))
    assert (view["callback_id"], view["private_metadata"]) == ("resolve_ticket", "12")
    assert fields(view) == {"fix": False, "route": True, "minutes": True}
    kinds = [block["element"]["type"] for block in view["blocks"]]
    assert kinds == ["plain_text_input", "radio_buttons", "static_select"]
    assert view["blocks"][0]["element"]["action_id"] == "fix"


def test_assigning_lists_the_people_of_the_desk() -> None:
    view = judge_view(modals.assign_ticket(12, [SAM, SARA]))
    options = view["blocks"][0]["element"]["options"]
    assert [(one["value"], one["text"]["text"]) for one in options] == [
        (SAM.id, SAM.name),
        (SARA.id, SARA.name),
    ]


@pytest.mark.parametrize("count", [0, 101])
def test_a_desk_too_large_to_list_is_searched(count: int) -> None:
    view = judge_view(modals.assign_ticket(12, [Member(f"U{n}", "T1", f"P {n}") for n in range(count)]))
    assert view["blocks"][0]["element"]["type"] == "users_select"


def test_correcting_shows_what_was_passed_on() -> None:
    view = judge_view(modals.correct_packet(PACKET))
    shown = "\n".join(texts(view))
    assert "PL-7831" in shown
    assert fields(view) == {"correction": False}
    assert view["private_metadata"] == "12"


def test_a_skills_form_has_its_fields_and_what_is_known() -> None:
    form = (
        Field("kind", "Which leave?", Input.CHOICE, (Choice("Vacation", "vacation"), Choice("Sick", "sick"))),
        Field("first", "First day", Input.DATE),
        Field("note", "Anything else?", Input.LONG_TEXT, optional=True, hint="Nobody but HR reads this."),
    )
    view = judge_view(modals.skill_form("7", "Time off", form, {"kind": "sick", "first": "2026-07-01"}))
    kind, first, note = (block["element"] for block in view["blocks"])
    assert kind["initial_option"]["value"] == "sick"
    assert first["initial_date"] == "2026-07-01"
    assert note["multiline"]
    assert fields(view) == {"kind": False, "first": False, "note": True}


def test_a_date_that_is_none_is_left_out() -> None:
    view = judge_view(
        modals.skill_form("7", "Time off", [Field("first", "First", Input.DATE)], {"first": "Friday"})
    )
    assert "initial_date" not in view["blocks"][0]["element"]


@given(anything, anything, st.sampled_from([0, 3, 120]))
def test_any_form_is_taken(text: str, value: str, count: int) -> None:
    choices = tuple(Choice(text, f"{n}{value}") for n in range(count))
    kinds = (Input.TEXT, Input.LONG_TEXT, Input.DATE, Input.CHOICE)
    form = [Field(f"f{n}", text, kind, choices, text) for n, kind in enumerate(kinds)]
    judge_view(modals.skill_form("7", text, form, {f"f{n}": value for n in range(4)}))
    judge_view(modals.resolve_ticket(12, text))
    judge_view(modals.assign_ticket(12, [Member("U1", "T1", text)]))
    judge_view(modals.support_form("C1"))
