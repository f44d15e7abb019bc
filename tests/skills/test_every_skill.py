"""Every skill where all goes well, where something is missing, refused or down, where a person is needed.

What is particular to one skill stands in its own file.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from skills import Ask, Done, HandOff, Quote
from tests.fakes_tools import FakeTools, account, laptop
from tests.skills.talk import CATALOG, Talk, asked, handed_over

TOOLS = frozenset(tool for skill in CATALOG.skills.values() for tool in skill.badge.tools)
PARKING = Quote("Parking", "Parking is free in Austin.", "parking.md", "all")


@dataclass(frozen=True)
class Case:
    """A request that says all with its answers, one that does not, and one that only a person can settle."""

    request: str
    answers: tuple[str, ...]
    unclear: str
    hopeless: str = ""
    because: str = ""


CASES: Mapping[str, Case] = {
    "password_reset": Case(
        "I forgot my Okta password", (), "my password is gone", "SAP password", "disabled"
    ),
    "mfa_recovery": Case("lost my yubikey", ("yes",), "2fa reset please", "lost my yubikey", "recovery"),
    "slow_laptop": Case(
        "slow", ("CRP-1042", "all the time"), "it is slow", "CRP-7 is slow", "37 disk errors"
    ),
    "time_off": Case("7 December off", (), "I need some days off", "cancel my leave on 7 December", "HR"),
    "knowledge_answer": Case("is parking free?", (), "may I bring my dog?"),
    "app_access": Case("I need access to Figma", ("Edit", "the spring campaign, Ruth knows"), "need access"),
    "onboard_employee": Case(
        "onboard Jane Lee, first day is 1 June", ("designer, Austin", "MacBook"), "somebody joins us"
    ),
    "offboard_employee": Case("Leaver: Tom Reed, 30 April", ("Jane Lee",), "somebody leaves us"),
    "report_outage": Case("VPN down since this morning", ("My team",), "something is down for all"),
    "workplace_request": Case("lamp broken at desk 3.214", ("This week",), "a lamp is broken"),
}
GATHERING = sorted(name for name, skill in CATALOG.skills.items() if not skill.badge.tools)
WORKING = sorted(CATALOG.skills.keys() - set(GATHERING))


def company() -> FakeTools:
    """Where all requests of CASES can be met; one laptop and one account make trouble."""
    laptops = [laptop(memory_used_pct=93), laptop(asset="CRP-7", disk_errors=37)]
    accounts = [account("Okta"), account("Windows"), account("SAP", state="disabled")]
    return FakeTools(holds_laptops=laptops, holds_accounts=accounts, passages=[PARKING])


async def played(skill: str, tools: FakeTools) -> Done | HandOff:
    """How the whole talk ends."""
    talk, case = Talk(skill, tools), CASES[skill]
    ending = await talk.says(case.request)
    for answer in case.answers:
        ending = await talk.says(answer) if isinstance(ending, Ask) else ending
    assert isinstance(ending, Done | HandOff), ending
    return ending


def test_every_skill_is_looked_at() -> None:
    assert CASES.keys() == CATALOG.skills.keys()


@pytest.mark.parametrize("skill", sorted(CASES))
async def test_all_goes_well(skill: str) -> None:
    ending = await played(skill, company())
    if skill in WORKING:
        assert isinstance(ending, Done)
    else:
        badge = CATALOG.skills[skill].badge
        assert isinstance(ending, HandOff)
        assert ending.suggestion == badge.next_step
        assert all(f"{wanted.label}: " in ending.reason for wanted in badge.inputs if not wanted.optional)


@pytest.mark.parametrize("skill", sorted(CASES))
async def test_what_is_missing_is_asked_for(skill: str) -> None:
    tools = company()
    if skill == "knowledge_answer":
        tools.passages = []
    question = asked(await Talk(skill, tools).says(CASES[skill].unclear))
    assert question.question.endswith((".", "?"))
    assert tools.did == []


@pytest.mark.parametrize("skill", WORKING)
@pytest.mark.parametrize(("fault", "said"), [("refuses", "was refused"), ("down", "does not answer")])
async def test_a_tool_that_is_refused_or_down_ends_with_a_person(skill: str, fault: str, said: str) -> None:
    for tool in CATALOG.skills[skill].badge.tools:
        tools = company()
        getattr(tools, fault).add(tool)
        ending = await played(skill, tools)
        if isinstance(ending, HandOff):
            assert said in ending.reason
            assert tools.did == []
        else:
            assert tool == "unlock_account", f"{tool} was not needed"


@pytest.mark.parametrize("skill", GATHERING)
async def test_what_only_gathers_needs_nothing_that_could_fail(skill: str) -> None:
    tools = company()
    tools.refuses, tools.down = set(TOOLS), set(TOOLS)
    assert isinstance(await played(skill, tools), HandOff)


@pytest.mark.parametrize("skill", sorted(name for name, case in CASES.items() if case.hopeless))
async def test_what_a_person_has_to_settle_changes_nothing(skill: str) -> None:
    tools, case = company(), CASES[skill]
    if skill == "mfa_recovery":
        tools.holds_accounts = [account("Okta", recovery="")]
    assert case.because in handed_over(await Talk(skill, tools).says(case.hopeless))
    assert tools.did == []


async def test_what_the_handbook_does_not_say_goes_to_a_person_who_is_wanted() -> None:
    talk = Talk("knowledge_answer")
    await talk.says("may I bring my dog?")
    assert "my dog" in handed_over(await talk.says("yes please"))
