"""Skills that gather: what the first sentence says is not asked again."""

from skills.contract import Wanted
from skills.gather import deduced
from tests.fakes_tools import FakeTools
from tests.skills.talk import CATALOG, Talk, asked, handed_over


async def test_an_app_named_in_the_request_is_not_asked_for() -> None:
    talk = Talk("app_access")
    assert asked(await talk.says("I need access to Figma")).fills == "rights"
    assert asked(await talk.says("Edit")).fills == "purpose"
    reason = handed_over(await talk.says("for the spring campaign, Ruth knows"))
    assert "Application: Figma" in reason
    assert "Rights: Edit" in reason
    assert "spring campaign" in reason


async def test_a_new_hire_is_understood_from_one_sentence() -> None:
    talk = Talk("onboard_employee")
    await talk.says("Please onboard Jane Lee, she starts on 1 June and gets a MacBook")
    reason = handed_over(await talk.says("designer, Austin"))
    assert "Jane Lee" in reason
    assert "1 June" in reason
    assert "MacBook" in reason


async def test_no_tool_is_touched() -> None:
    talk = Talk("workplace_request", FakeTools(down={"accounts", "laptops", "factors"}))
    assert asked(await talk.says("AC is leaking on desk 3.214")).fills == "urgency"
    assert "desk 3.214" in handed_over(await talk.says("Today"))


async def test_an_empty_answer_is_asked_again() -> None:
    talk = Talk("report_outage")
    first = asked(await talk.says("the VPN is down"))
    assert asked(await talk.says("  ")).fills == first.fills


def test_two_choices_in_one_sentence_decide_nothing() -> None:
    rights = Wanted(name="rights", label="Rights", question="Which?", choices=["Read", "Edit"])
    assert deduced(rights, "I can only read it, please let me edit") == ""
    assert deduced(rights, "please let me edit") == "Edit"


def test_what_has_to_be_answered_is_never_taken_from_the_first_sentence() -> None:
    said = "yes please, no second factor, in India, ask a person"
    for skill, name in [
        ("mfa_recovery", "confirmed"),
        ("knowledge_answer", "person"),
        ("time_off", "country"),
    ]:
        wanted = next(w for w in CATALOG.skills[skill].badge.inputs if w.name == name)
        assert deduced(wanted, said) == ""
