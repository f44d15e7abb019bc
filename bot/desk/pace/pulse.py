"""One question a week to the people of a desk: how was it? Only what several answered is ever shown."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Place, Press, Review
from bot.desk.office import Office
from bot.store.base import now
from bot.store.tables import PulseRow

PULSE = "pulse"
"""The action id of the answers (`pulse:4`); also what a desk's timer for it begins with."""

SCORES = {"1": "Too much", "2": "Hard", "3": "All right", "4": "Good", "5": "Very good"}
ENOUGH = 3
"""Of fewer answers in a week nothing is shown: people would be known by them."""

WEEKS = 4
"""So many weeks are compared."""


async def ask(office: Office, session: AsyncSession, team: str, desk: str) -> bool:
    """Put the question to everybody who is there, in their own messages; whether there was anybody."""
    here = await office.rota.here(session, team, desk)
    text = (
        f"How was your week at the {office.voice.title(desk)} desk? "
        f"Your desk's report shows the average where at least {ENOUGH} answer, and never who said what."
    )
    moves = tuple(Press(says, f"{PULSE}:{score}", f"{desk} {score}") for score, says in SCORES.items())
    for user in here:
        place = Place(await office.line.direct(user))
        await office.line.say(session, Review(place, text, 0, moves))
    return bool(here)


async def answer(office: Office, session: AsyncSession, team: str, user: str, choice: str) -> bool:
    """Take an answer (`it 4`); a later one of that week replaces it. False for who is not of that desk."""
    desk, _, score = choice.rpartition(" ")
    if score not in SCORES or user not in await office.people.staff(desk):
        return False
    key = {"team": team, "desk": desk, "week": _week(office, desk, now()), "user": user}
    await session.execute(delete(PulseRow).filter_by(**key))
    session.add(PulseRow(**key, score=int(score)))
    await session.flush()
    return True


async def trend(office: Office, session: AsyncSession, team: str, desk: str) -> str:
    """`3.5, 4.0 of 5`: the averages of the last weeks with enough answers, the oldest first; "" for none."""
    since = _week(office, desk, now() - timedelta(weeks=WEEKS))
    query = (
        select(func.avg(PulseRow.score))
        .where(PulseRow.team == team, PulseRow.desk == desk, PulseRow.week > since)
        .group_by(PulseRow.week)
        .having(func.count() >= ENOUGH)
        .order_by(PulseRow.week)
    )
    averages = [float(average) for average in await session.scalars(query)]
    return f"{', '.join(f'{average:.1f}' for average in averages)} of 5" if averages else ""


def _week(office: Office, desk: str, at: datetime) -> date:
    day = at.astimezone(office.rota.hours(desk).zone).date()
    return day - timedelta(days=day.weekday())
