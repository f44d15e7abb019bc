"""Forms: opened while Slack's trigger lives, and checked before they are taken."""

import logging
from collections.abc import Awaitable, Callable

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import tickets
from bot.desk.states import WITH_DESK
from bot.errors import Unreachable
from bot.governance.access import Action, allowed, roles_of
from bot.governance.people import refusal
from bot.intake import threads
from bot.intake.rooms import Rooms
from bot.intake.school.trial import routes
from bot.intake.turn import Clicked, Commanded, Submitted
from bot.learning import drafts
from bot.slack import staff_forms
from bot.slack.blocks import modals, pausing
from bot.slack.client import UNREACHABLE
from bot.store.tables import RunRow, TicketRow

log = logging.getLogger(__name__)

_OPENERS = {"resolve", "assign", "hold", "correct_packet", "open_form", "wrong_route", "edit_draft"}
OPENERS = frozenset(_OPENERS | staff_forms.FORMS.keys())
"""Buttons that open a form, by action id."""

REQUIRED = {
    "resolve_ticket": {"fix": "Please say what fixed it; the employee reads this."},
    "assign_ticket": {"assignee": "Please choose a colleague."},
    "hold_ticket": {"because": "Please say what you are waiting for; the employee reads this."},
    "correct_packet": {"correction": "Please write what they should know."},
    "correct_route": {
        "right": "Please choose where it should have gone.",
        "example": "Please leave some words of the request; others like it are known by them.",
        "reason": "Please say why, in a few words.",
    },
    "approve_article": {
        "title": "Please give it a title that people would look for.",
        "body": "Please write what somebody with the same question should read.",
    },
    "support": {"request": "Please write what you need."},
    **staff_forms.REQUIRED,
}


class Forms:
    """Opens the form behind a button, for whom it is meant; everybody else gets a sentence."""

    def __init__(self, client: AsyncWebClient, rooms: Rooms) -> None:
        self._client = client
        self._rooms = rooms

    async def open(self, turn: Clicked, trigger: str) -> bool:
        """Open the form of a button.

        False when it is not for this person, there is nothing to fill in, or nobody can say.
        """
        if turn.action == "open_form" and not turn.ticket:
            return await self._show(modals.support_form(turn.channel), trigger)
        try:
            view = await self._view(turn)
        except Unreachable as error:
            log.warning("A form could not be opened: %s", error)
            return False
        return view is not None and await self._show(view, trigger)

    async def _view(self, turn: Clicked) -> View | None:
        async with self._rooms.sessions() as session:
            ticket = await tickets.find(session, turn.team, turn.ticket)
        if ticket and turn.action in staff_forms.FORMS:
            return await staff_forms.view(self._rooms, ticket, turn.user, turn.action)
        build: dict[str, Callable[[TicketRow, str], Awaitable[View | None]]] = {
            "resolve": self._resolve,
            "assign": self._assign,
            "hold": self._hold,
            "correct_packet": self._correct,
            "open_form": self._skill,
            "wrong_route": self._wrong_route,
            "edit_draft": self._draft,
        }
        return await build[turn.action](ticket, turn.user) if ticket else None

    async def open_request(self, turn: Commanded, trigger: str) -> bool:
        """The form of a bare `/support`."""
        return await self._show(modals.support_form(turn.channel), trigger)

    async def admits(self, user: str) -> bool:
        """Whether this person may open a request at all; no while nobody can say."""
        try:
            return refusal(await self._rooms.people.member(user)) is None
        except Unreachable as error:
            log.warning("A form could not be opened: %s", error)
            return False

    def faults(self, turn: Submitted) -> dict[str, str]:
        """What is wrong with the entries of a form: block id -> sentence. Slack only checks that some are."""
        return {
            block: sentence
            for block, sentence in REQUIRED.get(turn.form, {}).items()
            if not turn.values.get(block, "").strip()
        }

    async def _resolve(self, ticket: TicketRow, user: str) -> View | None:
        if not await self._may(ticket, user, Action.RESOLVE):
            return None
        requester = await self._rooms.people.member(ticket.requester)
        return modals.resolve_ticket(ticket.number, requester.name)

    async def _assign(self, ticket: TicketRow, user: str) -> View | None:
        if not await self._may(ticket, user, Action.ASSIGN):
            return None
        people = self._rooms.people
        staff = [await people.member(one) for one in sorted(await people.staff(ticket.desk))]
        groups = list(self._rooms.desks[ticket.desk].groups)
        return modals.assign_ticket(ticket.number, staff, groups)

    async def _hold(self, ticket: TicketRow, user: str) -> View | None:
        if not await self._may(ticket, user, Action.HOLD):
            return None
        requester = await self._rooms.people.member(ticket.requester)
        return pausing.hold_ticket(ticket.number, requester.name)

    async def _wrong_route(self, ticket: TicketRow, user: str) -> View | None:
        if not await self._may(ticket, user, Action.WRONG_ROUTE):
            return None
        movable = ticket.state in WITH_DESK
        return modals.correct_route(ticket.number, ticket.request, routes(self._rooms), movable=movable)

    async def _draft(self, ticket: TicketRow, user: str) -> View | None:
        if not await self._may(ticket, user, Action.EDIT_DRAFT):
            return None
        async with self._rooms.sessions() as session:
            draft = await drafts.find(session, ticket.team, ticket.number)
        if draft is None or draft.state != drafts.State.DRAFT:
            return None
        desk = self._rooms.desks[draft.desk].title or draft.desk
        return modals.approve_article(ticket.number, draft.title, draft.body, draft.audience, desk)

    async def _correct(self, ticket: TicketRow, user: str) -> View | None:
        if ticket.requester != user:
            return None
        async with self._rooms.sessions() as session:
            packet = await self._rooms.desk.cards.read(session, ticket)
        return modals.correct_packet(packet) if packet else None

    async def _skill(self, ticket: TicketRow, user: str) -> View | None:
        if ticket.requester != user:
            return None
        async with self._rooms.sessions() as session:
            waiting = await threads.waiting_question(session, [ticket])
            run = await session.get(RunRow, ticket.number)
        if waiting is None or run is None or not waiting[1].form:
            return None
        return modals.skill_form(str(ticket.number), "A few details", waiting[1].form, run.inputs)

    async def _may(self, ticket: TicketRow, user: str, action: Action) -> bool:
        return allowed(await roles_of(self._rooms.people, user, desk=ticket.desk), action)

    async def _show(self, view: View, trigger: str) -> bool:
        try:
            await self._client.views_open(trigger_id=trigger, view=view)
        except UNREACHABLE as error:
            log.warning("A form could not be opened: %s", error)
            return False
        return True
