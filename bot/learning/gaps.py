"""What the handbook was asked: which articles answered, and what nothing answered, grouped by nearness."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.base import now
from bot.store.tables import ConsultationRow, TicketEvent, TicketRow
from memory import Embedder

LOOK_BACK = timedelta(days=90)
MOST = 2_000
"""The newest questions that are counted; more would not change what is to be written first."""

ALIKE = 0.82
"""From this cosine on two questions are one; chosen by looking at questions of our own."""

DID_NOT_HELP = "found it no"
"""`TicketEvent.what` of a thumb down under an answer."""

HELPED = "found it yes"


@dataclass(frozen=True)
class Question:
    """A question in the asker's words, and the desk it went to. `answered`: but in vain."""

    text: str
    desk: str
    answered: bool


@dataclass(frozen=True)
class Gap:
    """Questions that ask for much the same: the one nearest to all, how many, and the desks they went to."""

    example: str
    count: int
    desks: frozenset[str]


async def consulted(session: AsyncSession, ticket: TicketRow, passage: str) -> None:
    """Write down what was found for a request; a later look replaces an earlier one."""
    await session.merge(ConsultationRow(ticket=ticket.number, team=ticket.team, at=now(), passage=passage))


async def unanswered(
    session: AsyncSession, team: str = "", desks: Collection[str] | None = None, since: datetime | None = None
) -> list[Question]:
    """What nothing answered, or nothing that helped, in the last 90 days; the newest first.

    Without `team` everybody's, without `desks` every desk's.
    """
    where = [ConsultationRow.at > (since or now() - LOOK_BACK)]
    where += [ConsultationRow.team == team] if team else []
    where += [TicketRow.desk.in_(sorted(desks))] if desks is not None else []
    query = (
        select(TicketRow.request, TicketRow.desk, ConsultationRow.passage, _verdict())
        .join(ConsultationRow, ConsultationRow.ticket == TicketRow.number)
        .where(*where)
        .order_by(TicketRow.number.desc())
        .limit(MOST)
    )
    return [
        Question(text, desk, bool(passage))
        for text, desk, passage, verdict in await session.execute(query)
        if not passage or verdict == DID_NOT_HELP
    ]


def _verdict() -> ScalarSelect[str]:
    words = select(TicketEvent.what).where(
        TicketEvent.ticket == TicketRow.number, TicketEvent.what.in_((HELPED, DID_NOT_HELP))
    )
    return words.order_by(TicketEvent.id.desc()).limit(1).scalar_subquery()


async def answering(session: AsyncSession) -> Counter[str]:
    """How often each article (its path) answered."""
    passages = await session.scalars(select(ConsultationRow.passage).where(ConsultationRow.passage != ""))
    return Counter(passage.partition("#")[0] for passage in passages)


def grouped(questions: Sequence[Question], embedder: Embedder) -> list[Gap]:
    """Questions that are near each other, together; the largest groups first. Blocks.

    One after the other joins the nearest group's first question if it is near enough, else begins a group.
    """
    if not questions:
        return []
    rows = embedder.embed([question.text for question in questions])
    groups: list[list[int]] = []
    for number, row in enumerate(rows):
        near = [float(rows[group[0]] @ row) for group in groups]
        best = max(range(len(near)), key=near.__getitem__, default=-1)
        if best >= 0 and near[best] >= ALIKE:
            groups[best].append(number)
        else:
            groups.append([number])
    gaps = [_gap([questions[number] for number in group]) for group in groups]
    return sorted(gaps, key=lambda gap: -gap.count)


def _gap(questions: Sequence[Question]) -> Gap:
    return Gap(questions[0].text, len(questions), frozenset(question.desk for question in questions))
