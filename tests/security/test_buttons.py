"""A button or form works for whom it was made, on what it was made for; everything else changes nothing."""

import pytest
import pytest_asyncio

from tests.playground.driver import Json
from tests.security.payloads import click, submission
from tests.security.wire import Handed, Wire

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def handed(wire: Wire) -> Handed:
    """A ticket of Ada's that waits at the IT desk, and still does when all of this was tried on it."""
    made = await wire.handed_over()
    await wire.settles()
    return made


MOVES = ("claim", "release", "assign", "resolve", "return_to_coworker", "wrong_route")


@pytest.mark.parametrize("who", ["ada", "ben", "hana", "root"])
@pytest.mark.parametrize("action", MOVES)
async def test_only_staff_of_the_desk_move_it(wire: Wire, handed: Handed, action: str, who: str) -> None:
    views, refusals = len(wire.calls("views.open")), len(await wire.refusals(action))

    pressed = click(action, handed.number, who, "C0ITSUPPORT") | {"response_url": wire.nowhere}
    assert (await wire.interacts(pressed)).status == 200
    await wire.settles()

    ticket = await wire.ticket(handed.number)
    assert (ticket.state, ticket.assignee) == ("queued", None)
    assert len(wire.calls("views.open")) == views
    assert len(await wire.refusals(action)) == refusals + 1


@pytest.mark.parametrize("who", ["ada", "ben", "hana"])
async def test_a_forged_form_does_not_resolve_or_assign(wire: Wire, handed: Handed, who: str) -> None:
    refusals = len(await wire.refusals())

    await wire.interacts(submission("resolve_ticket", handed.number, {"fix": "all done"}, who))
    await wire.interacts(submission("assign_ticket", handed.number, {"assignee": "U000000BEN"}, who))
    await wire.settles()

    ticket = await wire.ticket(handed.number)
    assert (ticket.state, ticket.assignee, ticket.fix) == ("queued", None, "")
    assert len(await wire.refusals()) == refusals + 2
    assert "all done" not in wire.shown()


@pytest.mark.parametrize(
    "to", ["U000000BEN", "U00000GUEST", "U0000000EXT", "U000000APP", "nobody", "<!channel>"]
)
async def test_nobody_can_be_assigned_who_is_not_on_the_desk(wire: Wire, handed: Handed, to: str) -> None:

    await wire.interacts(submission("assign_ticket", handed.number, {"assignee": to}, "sam"))
    await wire.settles()

    assert (await wire.ticket(handed.number)).assignee is None


@pytest.mark.parametrize("who", ["ben", "sam", "root"])
async def test_nobody_answers_corrects_or_rates_for_others(wire: Wire, handed: Handed, who: str) -> None:
    refusals, shown = len(await wire.refusals()), len(wire.calls("views.open"))
    deeds = [
        click("answer:1", f"{handed.number}|person", who),
        click("choose_skill:1", f"{handed.number}|skill:password_reset", who),
        click("talk_to_human", handed.number, who),
        click("open_form", handed.number, who),
        click("correct_packet", handed.number, who),
        click("feedback:1", f"{handed.number}|1", who),
        click("feedback:helpful", f"{handed.number}|no", who),
        click("accept_correction", f"{handed.number}|1", who),
        submission("correct_packet", handed.number, {"correction": "it is about the other laptop"}, who),
        submission("skill_form", handed.number, {"app": "okta"}, who),
    ]

    for deed in deeds:
        assert (await wire.interacts(deed)).status == 200
    await wire.settles()

    ticket = await wire.ticket(handed.number)
    assert (ticket.state, ticket.rating, ticket.had_to_repeat) == ("queued", None, None)
    assert len(await wire.refusals()) == refusals + len(deeds)
    assert "the other laptop" not in wire.shown()
    assert len(wire.calls("views.open")) == shown


@pytest.mark.parametrize("who", ["ben", "hana", "root"])
async def test_why_is_for_the_one_who_asked_and_the_desk_that_has_it(
    wire: Wire, handed: Handed, who: str
) -> None:
    refusals = len(await wire.refusals("why"))

    await wire.interacts(click("why", handed.number, who) | {"response_url": wire.nowhere})
    await wire.settles()

    assert len(await wire.refusals("why")) == refusals + 1


@pytest.mark.parametrize("who", ["ada", "ben", "hana", "root"])
async def test_a_forged_correction_is_none(wire: Wire, handed: Handed, who: str) -> None:
    refusals = len(await wire.refusals("correct_route"))
    values = {"right": "time_off", "example": "my badge is lost", "reason": "because"}

    await wire.interacts(submission("correct_route", handed.number, values, who))
    await wire.settles()

    assert len(await wire.refusals("correct_route")) == refusals + 1


async def test_a_desk_has_no_say_over_anothers_tickets(wire: Wire) -> None:
    await wire.ben.says("I want to talk to a person in HR about my parental leave")
    packet = await wire.hana.sees_next("packet", "parental leave", channel="hr-support")
    number = packet["metadata"]["event_payload"]["ticket"].removeprefix("T-")

    for action in MOVES:
        await wire.interacts(click(action, number, "sam", "C0ITSUPPORT"))
    await wire.interacts(submission("resolve_ticket", number, {"fix": "all done"}, "sam"))
    await wire.settles()

    assert (await wire.ticket(number)).state == "queued"


FORGED = [
    *("", "0", "-1", "1.5", "99999999999", "9" * 400, "١٢", "²", "1e3", " 1", "null", "1;DROP TABLE tickets"),
    *("{n}|skill:delete_everything", "{n}|desk:payroll", "{n}|", "{n}|5|5", "{n}|99", "{n}|repeat:maybe"),
    *("{n}|person\0", "{n}|" + "x" * 1_900, "{n}|__class__", "{n}|{{7*7}}"),
]
ACTIONS = (
    "answer:1",
    "choose_skill:1",
    "feedback:1",
    "feedback:helpful",
    "accept_correction",
    "reject_correction",
    "why",
    "claim:x",
    "open_form",
    "approve",
    "edit",
    "deny",
)


@pytest.mark.parametrize("value", FORGED, ids=range(len(FORGED)))
async def test_a_forged_value_changes_nothing(wire: Wire, handed: Handed, value: str) -> None:
    tickets = await wire.tickets()

    for action in ACTIONS:
        pressed = click(action, value.replace("{n}", handed.number))
        assert (await wire.interacts(pressed)).status == 200
    await wire.settles()

    ticket = await wire.ticket(handed.number)
    assert (ticket.state, ticket.desk, ticket.rating) == ("queued", "it", None)
    assert await wire.tickets() == tickets


@pytest.mark.parametrize("about", ["", "0", "99999999999", "9" * 400, "²", "1 OR 1=1", "T-1", "\0"])
async def test_a_form_about_no_ticket_changes_nothing(wire: Wire, handed: Handed, about: str) -> None:
    said = len(wire.calls("chat."))

    for form in (
        "resolve_ticket",
        "assign_ticket",
        "correct_packet",
        "skill_form",
        "edit_approval",
        "nonsense",
    ):
        values = {"fix": "f", "assignee": "U000000SAM", "correction": "c", "minutes": "²"}
        assert (await wire.interacts(submission(form, about, values, "sam"))).status == 200
    await wire.settles()

    assert (await wire.ticket(handed.number)).state == "queued"
    assert len(wire.calls("chat.")) == said


@pytest.mark.parametrize("minutes", ["²", "9" * 50, "-1", "1e3", "NaN", ""])
async def test_odd_minutes_do_not_stop_a_resolve(wire: Wire, minutes: str) -> None:
    handed = await wire.handed_over()

    await wire.interacts(
        submission("resolve_ticket", handed.number, {"fix": "a fan", "minutes": minutes}, "sam")
    )
    await wire.settles()

    assert (await wire.ticket(handed.number)).state == "solved"


@pytest.mark.parametrize("state", [{}, {"fix": {}}, {"fix": {"entry": {"value": None}}}])
async def test_a_required_entry_cannot_be_left_out(wire: Wire, handed: Handed, state: Json) -> None:
    sent = submission("resolve_ticket", handed.number, {}, "sam")
    sent["view"]["state"]["values"] = state

    answer = await wire.interacts(sent)

    assert '"response_action": "errors"' in answer.text
    assert (await wire.ticket(handed.number)).state == "queued"
