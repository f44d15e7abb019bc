"""The Home page."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings

from bot.coworkers.cards import Card, Pulse
from bot.coworkers.home import Home, Introduction
from bot.coworkers.lifecycle import Life, State
from bot.coworkers.oversight import Manager
from bot.coworkers.requests import Request
from bot.coworkers.tally import Tally
from bot.slack.blocks import home as homes
from tests.slack.judging import anything, buttons, judge_view, texts

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
JORDAN = Introduction("Jordan", "IT coworker", "I look after accounts and laptops.", ("Reset a password",))


def request(ticket: int = 12, about: str = "My laptop", holder: str = "", state: str = "queued") -> Request:
    return Request(ticket, about, "Ada", "it", state, "waiting", holder, NOON, NOON, "D1", "1.1")


def card(name: str = "jordan", state: State = State.ACTIVE, said: str = "IT coworker") -> Card:
    life = Life(state)
    return Card(
        name,
        name.title(),
        said,
        life,
        Manager("UROOT", said),
        ("IT",),
        ("#it",),
        ("s",),
        Tally(2, 5, 4),
        Pulse(),
    )


def rows(view: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """(action id, value) of the buttons of each row."""
    found = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [[(one["action_id"], one["value"]) for one in row] for row in found]


def test_an_employee_sees_whom_to_ask_and_her_own_requests() -> None:
    page = Home("UADA", "Ada", "Europe/London", NOON, directory=(JORDAN,), requests=(request(),))
    view = judge_view(homes.render(page))
    shown = "\n".join(texts(view))
    assert "Reset a password" in shown
    assert "**T-12** My laptop" in shown
    assert set(buttons(view)) == {"open_form", "talk_to_human"}
    assert "Coworkers you look after" not in shown


def test_staff_can_claim_what_nobody_has_from_the_queue() -> None:
    page = Home(
        "USAM", "Sam", "UTC", NOON, (JORDAN,), desks=("IT",), queue=(request(12), request(13, holder="Sara"))
    )
    view = judge_view(homes.render(page))
    shown = [row for row in rows(view)[1:] if not row[0][0].startswith("queue:")]
    assert shown == [[("claim", "12"), ("resolve", "12")], [("resolve", "13")]]


def test_an_empty_queue_says_so() -> None:
    view = judge_view(homes.render(Home("USAM", "Sam", "UTC", NOON, (JORDAN,), desks=("IT",))))
    assert "Nobody is waiting." in list(texts(view))


def test_whoever_looks_after_a_coworker_can_pause_or_resume_it() -> None:
    cards = (card(), card("bob", State.PAUSED))
    page = Home(
        "UROOT", "Root", "UTC", NOON, (JORDAN,), coworkers=cards, pausable=frozenset({"jordan", "bob"})
    )
    rows = [
        block["elements"] for block in judge_view(homes.render(page))["blocks"] if block["type"] == "actions"
    ]
    assert [(row[0]["action_id"], row[0]["value"]) for row in rows[1:]] == [
        ("pause", "jordan"),
        ("resume", "bob"),
    ]


def test_whoever_may_only_look_has_no_buttons() -> None:
    page = Home("UAUD", "Auditor", "UTC", NOON, (JORDAN,), coworkers=(card(),))
    assert set(buttons(judge_view(homes.render(page)))) == {"open_form", "talk_to_human"}


def test_what_does_not_fit_is_counted() -> None:
    page = Home("UADA", "Ada", "UTC", NOON, (JORDAN,), requests=tuple(request(n) for n in range(1, 16)))
    assert "… and 5 more." in list(texts(judge_view(homes.render(page))))


def test_somebody_from_elsewhere_sees_nothing_of_the_company() -> None:
    view = judge_view(homes.render(Home("UGUEST", "Gus", "UTC", NOON)))
    assert not buttons(view)


@settings(max_examples=25)
@given(anything, anything)
def test_any_page_is_taken(text: str, name: str) -> None:
    text, name = text[:400], name[:400]
    introduced = Introduction(name, text, text, (text,) * 10)
    page = Home(
        "U1",
        name,
        "UTC",
        NOON,
        directory=(introduced,) * 120,
        requests=(request(about=text),) * 20,
        desks=(text,),
        queue=(request(about=text, holder=name),) * 30,
        coworkers=(card(said=text),) * 100,
        pausable=frozenset({"jordan"}),
        missing=(text,) * 12,
    )
    judge_view(homes.render(page))
