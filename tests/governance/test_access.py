"""Every cell of role and action, spelled out here a second time; and who holds which role."""

import pytest

from bot.governance.access import MAY, Action, Role, allowed, roles_of
from tests.fakes import FakePeople
from tests.governance.company import change, uid

LETTERS = {
    "e": Role.EMPLOYEE,
    "s": Role.AGENT,
    "m": Role.MANAGER,
    "a": Role.AUDITOR,
    "r": Role.ADMIN,
}
# e employee, s staff of the desk, m manager of the coworker, a auditor, r admin
TABLE = {
    "/support help": "e",
    "/support request": "e",
    "/support mine": "e",
    "/support person": "e",
    "/support remembered": "e",
    "/support forget": "e",
    "/support desks": "e",
    "/support away": "e",
    "/support back": "e",
    "/coworkers help": "mar",
    "/coworkers list": "mar",
    "/coworkers show": "mar",
    "/coworkers org": "mar",
    "/coworkers status": "mar",
    "/coworkers audit": "mar",
    "/coworkers pause": "mr",
    "/coworkers resume": "mr",
    "/coworkers corrections": "mar",
    "/coworkers lessons": "mar",
    "/coworkers report": "mar",
    "/coworkers rollback": "mr",
    "/coworkers facts": "mar",
    "/coworkers fact": "mr",
    "pause": "mr",
    "resume": "mr",
    "talk_to_human": "e",
    "choose_skill": "e",
    "answer": "e",
    "open_form": "e",
    "skill_form": "e",
    "feedback": "e",
    "why": "es",
    "correct_packet": "es",
    "claim": "s",
    "release": "s",
    "assign": "s",
    "assign_ticket": "s",
    "resolve": "s",
    "resolve_ticket": "s",
    "return_to_coworker": "s",
    "wait_for_employee": "s",
    "hold": "s",
    "hold_ticket": "s",
    "carry_on": "s",
    "severity": "s",
    "pulse": "s",
    "join": "s",
    "leave": "s",
    "link_ticket": "s",
    "link_to": "s",
    "link_to_ticket": "s",
    "unlink_ticket": "s",
    "tell_everybody": "s",
    "incident_news": "s",
    "name_incident": "s",
    "incident_title": "s",
    "hand_on": "s",
    "hand_on_ticket": "s",
    "instruct": "s",
    "saved_reply": "s",
    "send_reply": "s",
    "/support reply": "s",
    "snooze": "s",
    "snooze_ticket": "s",
    "wake": "s",
    "watch": "s",
    "unwatch": "s",
    "reopen": "s",
    "queue": "s",
    "rate_packet": "s",
    "still_asked": "s",
    "wrong_route": "s",
    "correct_route": "s",
    "accept_correction": "mr",
    "reject_correction": "mr",
    "check_answer": "s",
    "edit_draft": "s",
    "approve_article": "s",
    "drop_draft": "s",
    "withdraw_article": "s",
    "approve": "sm",
    "edit": "sm",
    "edit_approval": "sm",
    "deny": "sm",
}


def test_every_action_stands_in_the_table() -> None:
    assert set(TABLE) == {str(action) for action in Action}
    assert set(MAY) == set(Role) == set(LETTERS.values())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_every_cell(role: Role, action: Action) -> None:
    declared = role in {LETTERS[letter] for letter in TABLE[action]}
    assert allowed(frozenset({role}), action) is declared


@pytest.mark.parametrize("action", Action)
def test_nobody_without_a_role_may_do_anything(action: Action) -> None:
    assert not allowed(frozenset(), action)


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("ada", {Role.EMPLOYEE}),
        ("sam", {Role.EMPLOYEE, Role.AGENT}),
        ("hana", {Role.EMPLOYEE}),
        ("mia", {Role.EMPLOYEE, Role.MANAGER}),
        ("ira", {Role.EMPLOYEE, Role.AUDITOR}),
        ("root", {Role.EMPLOYEE, Role.ADMIN}),
        ("guest", set()),
        ("ext", set()),
        ("bot", set()),
        ("gone", set()),
        ("nobody", set()),
    ],
)
async def test_who_is_what(people: FakePeople, name: str, roles: set[Role]) -> None:
    found = await roles_of(
        people, uid(name), desk="it", managed_by=uid("mia"), auditors=frozenset({uid("ira")})
    )
    assert found == roles


async def test_a_guest_in_the_desk_channel_or_named_as_auditor_is_still_nothing(people: FakePeople) -> None:
    people.desks["it"] = frozenset({uid("guest")})
    found = await roles_of(
        people, uid("guest"), desk="it", managed_by=uid("guest"), auditors=frozenset({uid("guest")})
    )
    assert found == frozenset()


async def test_a_manager_may_be_named_by_email(people: FakePeople) -> None:
    assert Role.MANAGER in await roles_of(people, uid("mia"), managed_by="Mia@Corp.example ")
    assert Role.MANAGER not in await roles_of(people, uid("ada"), managed_by="Mia@Corp.example")


async def test_an_empty_reference_makes_nobody_a_manager(people: FakePeople) -> None:
    change(people, "ada", email="")
    assert Role.MANAGER not in await roles_of(people, uid("ada"), managed_by="")


async def test_staff_of_one_desk_are_not_staff_of_another_or_of_none(people: FakePeople) -> None:
    assert Role.AGENT not in await roles_of(people, uid("sam"), desk="hr")
    assert Role.AGENT not in await roles_of(people, uid("sam"))
