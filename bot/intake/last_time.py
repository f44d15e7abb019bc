"""“Like last time in March?”: what somebody asked before, and what solved it then."""

import asyncio
import re
from calendar import month_name
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.desk.messages import Notice, Reply
from bot.desk.shorten import woven
from bot.desk.states import State
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Said
from bot.intake.voice import tell
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow
from memory.lexical import words

_MONTH = "|".join(month_name[1:])
_THEN = rf"(?:(?:the )?last time|before|back then|(?:in|last) (?:{_MONTH})|last (?:week|month|year))"
REFERS = re.compile(
    rf"\b(?:(?:like|as|same as) {_THEN}|last time|(?:happened|had (?:this|that|it)) (?:before|already)"
    rf"|(?:same|that) (?:problem|issue|trouble|thing|error|fault) as {_THEN})\b",
    re.IGNORECASE,
)
"""What people say of something that was there before."""
_MENDED = (
    r"(?:fixed|solved|helped|mended|repaired|sorted|worked|was it|was wrong"
    r"|was the (?:fix|problem|trouble|cause|reason|solution|answer)"
    r"|did \w+ (?:do|fix|solve|help|mend|repair|sort))"
)
ASKS = re.compile(rf"\b(?:what|how|who|which)\b[^?.!]{{0,40}}\b{_MENDED}\b[^?.!]{{0,60}}\b{_THEN}\W*\?", re.I)
"""What people ask who want to know nothing but that."""
IN_MONTH = re.compile(rf"\b(?:in|last) ({_MONTH})\b", re.IGNORECASE)
ALIKE = 0.62
"""From this cosine on two requests are about the same; of our own examples those of one skill mostly are."""
LOOK_BACK = 40
RECENT = timedelta(days=120)
NOTHING = "I find nothing of yours that was solved {when} and is like that."


async def answered(scene: Scene, turn: Said) -> bool:
    """Whether this asked for nothing but what solved something before; then it has been told.

    In direct messages alone: others who read along need not know what somebody asked.
    """
    if not turn.direct or not ASKS.search(turn.text):
        return False
    ticket = await _earlier(scene, turn.text)
    month = IN_MONTH.search(turn.text)
    when = f"in {month[1].title()}" if month else "before"
    text = await _told(scene, ticket) if ticket else NOTHING.format(when=when)
    coworker = ticket.coworker if ticket else scene.rooms.coworker(scene.rooms.first_desk)
    await tell(scene, Reply(scene.place, text, coworker))
    await scene.came_to(Became.ANSWERED, rule="last_time", ticket=ticket)
    return True


async def mention(scene: Scene, turn: Said) -> None:
    """Beside a new request that is like an earlier one: what solved that."""
    if turn.direct and REFERS.search(turn.text) and (ticket := await _earlier(scene, turn.text)):
        await tell(scene, Notice(scene.place, await _told(scene, ticket), coworker=ticket.coworker))


async def _earlier(scene: Scene, text: str) -> TicketRow | None:
    """The solved request of this person that the words mean; the newest of those that are as near."""
    query = (
        select(TicketRow)
        .where(
            TicketRow.team == scene.turn.team,
            TicketRow.requester == scene.turn.user,
            TicketRow.state == State.SOLVED,
        )
        .order_by(TicketRow.number.desc())
        .limit(LOOK_BACK)
    )
    found = [row for row in await scene.session.scalars(query) if in_month_meant(text, row.opened_at)]
    about = ASKS.sub("", REFERS.sub("", text))
    if not words(IN_MONTH.sub("", about)):
        return next((row for row in found if now() - row.opened_at < RECENT or IN_MONTH.search(text)), None)
    return await asyncio.to_thread(_nearest, scene, about, found) if found else None


def in_month_meant(text: str, opened: datetime) -> bool:
    """Whether something was opened in the month that a text names; always where it names none."""
    named = IN_MONTH.search(text)
    return named is None or opened.month == _number(named[1])


def _number(month: str) -> int:
    return [name.casefold() for name in month_name].index(month.casefold())


def _nearest(scene: Scene, about: str, found: Sequence[TicketRow]) -> TicketRow | None:
    rows = scene.rooms.triage.embedder.embed([about, *(row.request for row in found)])
    near = rows[1:] @ rows[0]
    best = int(near.argmax())
    return found[best] if near[best] >= ALIKE else None


async def _told(scene: Scene, ticket: TicketRow) -> str:
    """What it was, when, who solved it and how, as Markdown."""
    run = await scene.session.get(RunRow, ticket.number)
    outcome = str(run.tried[-1]["outcome"]) if run and run.tried else ""
    how = woven(ticket.fix or outcome, 400)
    by_staff = ticket.assignee if ticket.solved_by != "ai" else None
    who = (await scene.rooms.people.member(by_staff)).name if by_staff else ticket.coworker.title()
    day = f"{ticket.opened_at:%-d %B %Y}"
    solved = f"{who} solved it: {how}" if how else f"{who} solved it."
    return f"That was {ticket.id} of {day}, “{woven(ticket.request, 160)}”. {solved}"
