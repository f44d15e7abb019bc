"""How coworkers get better: the pages of corrections, lessons and quality, and taking lessons back."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.cards import Card
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import Coworker
from bot.coworkers.words import clock, counted, duration, fitted, harmless, listed
from bot.learning import corrections as correcting
from bot.learning import drafts, gaps, handovers, quality
from bot.learning import lessons as teaching
from bot.learning.corrections import figures_of
from bot.learning.quality import Checked
from bot.store.tables import CorrectionRow, LessonRow

NOTHING_WAITS = "No correction waits. Staff propose them with “Wrong route” on a packet."
NO_LESSON = "Nothing was taught yet: triage knows what came with it."
WHICH = (
    "Which version shall hold again? For example: `/coworkers rollback 2`; `/coworkers lessons` lists them."
)


async def corrections(
    rooms: CommandRooms, session: AsyncSession, team: str, coworkers: Sequence[Coworker]
) -> str:
    """What waits for the managers of these coworkers. It is decided on Home, or in the message about it."""
    rows = await correcting.waiting(session, team, [each.name for each in coworkers])
    if not rows:
        return NOTHING_WAITS
    lines = [f"- {await correction(rooms, row)}" for row in rows]
    head = "**Corrections that wait**: accept or reject them on the Home page"
    return fitted([head, *lines], "- … and {left} more.", between="\n")


async def correction(rooms: CommandRooms, row: CorrectionRow) -> str:
    """One correction on one line."""
    route = f"{rooms.route(row.before)} → {rooms.route(row.right)}"
    author = await rooms.name_of(row.author)
    return f"“{harmless(row.text)}” ({route}), says {author}: “{harmless(row.reason)}”. {figures_of(row)}"


async def lessons(
    rooms: CommandRooms, session: AsyncSession, team: str, coworkers: Sequence[Coworker], zone: str
) -> str:
    """Every version: what it taught, who proposed and accepted it, what it did to the examples."""
    theirs = {each.name for each in coworkers}
    rows = [row for row in await teaching.ever(session, team) if row[1].coworker in theirs]
    if not rows:
        return NO_LESSON
    lines = [f"- {await _lesson(rooms, row, zone)}" for row in reversed(rows)]
    return fitted(["**Lessons**, newest first", *lines], "- … and {left} older ones.", between="\n")


async def _lesson(rooms: CommandRooms, row: Row[LessonRow, CorrectionRow], zone: str) -> str:
    lesson, taught = row
    by = f"{await rooms.name_of(taught.author)}, accepted by {await rooms.name_of(lesson.accepted_by)}"
    gone = ""
    if lesson.withdrawn_at:
        when = clock(lesson.withdrawn_at, zone)
        gone = f" Taken back by {await rooms.name_of(lesson.withdrawn_by)}, {when}."
    what = f"“{harmless(taught.text)}” → {rooms.route(taught.right)}"
    return f"**{lesson.version}** {what}, {clock(lesson.at, zone)}, by {by}. {figures_of(taught)}.{gone}"


async def roll_back(session: AsyncSession, team: str, rest: str, by: str) -> str:
    """Let an earlier version hold again; who took what back stands with each lesson."""
    if not (rest.isascii() and rest.isdecimal() and len(rest) < 10):
        return WHICH
    gone = await teaching.roll_back(session, team, int(rest), by)
    if not gone:
        return f"No lesson holds that is newer than version {int(rest)}, so nothing was changed."
    were = listed([str(version) for version in gone])
    return f"Taken back: lesson{'s' * (len(gone) > 1)} {were}. Every replica follows within a minute."


async def report(session: AsyncSession, team: str, cards: Sequence[Card], desks: Collection[str]) -> str:
    """What was solved alone and how sure that is, what checking found, and what was learned from people.

    `desks` are those whose handovers and unanswered questions are counted.
    """
    found = await quality.checked(session, team)
    made = await drafts.counts(session, team)
    parts = [_quality(card, found.get(card.name, Checked())) for card in cards]
    handed = handovers.told(await handovers.handovers(session, team, list(desks)))
    parts.append("\n".join(["**Handing over to people**", *handed]))
    lacking = len(await gaps.unanswered(session, team, desks))
    parts.append(
        f"**Knowledge**\nIn 90 days {counted(lacking, 'question')} that no article answered or helped with. "
        f"{counted(made.approved, 'article')} made from what people solved, "
        f"{counted(made.waiting, 'draft')} to edit. Handed to people: {counted(made.handed_over, 'request')}."
    )
    rows = await teaching.holding(session, team)
    steps = [f"- version {lesson.version}: {figures_of(taught)}" for lesson, taught in rows]
    parts.append("\n".join(["**Versions of triage that hold**", *(steps or [f"- {NO_LESSON}"])]))
    return fitted(parts, "… and {left} more parts.")


def _quality(card: Card, checked: Checked) -> str:
    tally = card.tally
    rate = checked.pass_rate
    audited = (
        f"{rate:.0%} of {checked.passed + checked.failed} checked" if rate is not None else "none checked"
    )
    return (
        f"**{card.called}**\n"
        f"Solved without a person: {tally.alone} "
        f"({tally.confirmed} confirmed, {tally.assumed} assumed, {tally.doubted} in doubt)\n"
        f"Time given back: {duration(tally.confirmed_minutes)} confirmed, "
        f"{duration(tally.assumed_minutes)} assumed\n"
        f"Audit pass rate: {audited}; {checked.waiting} to check"
    )
