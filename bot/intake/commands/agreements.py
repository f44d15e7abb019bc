"""`/support desks`: what each desk has agreed to: its hours, its languages, how soon it answers."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.coworkers.words import fitted, harmless
from bot.desk.calendar import sla
from bot.desk.calendar.hours import said
from bot.desk.calendar.promises import length
from bot.desk.words import listed
from bot.intake.scene import Scene
from bot.settings import DeskSettings
from bot.settings.desks import SEVERITIES, days_off
from bot.store.base import now

PROMISED = {sla.FIRST_RESPONSE: "A first answer", sla.RESOLUTION: "A solution"}
HOLIDAYS = 4
"""So many of the next days off are named."""


async def agreements(scene: Scene) -> str:
    """Every desk's, as Markdown."""
    desks = scene.rooms.desks.items()
    return fitted([await _one(scene, name, desk) for name, desk in desks], "… and {left} more desks.")


async def _one(scene: Scene, name: str, desk: DeskSettings) -> str:
    rota, at = scene.rooms.desk.office.rota, now()
    title = scene.rooms.desk.voice.title(name)
    nobody = await rota.nobody(scene.session, scene.turn.team, name)
    zone = rota.hours(name).zone
    there = f"back {said(nobody.back_at, at, zone)}" if nobody else "somebody should be there now"
    on_call = await rota.on_call(scene.session, scene.turn.team, name)
    lines = [f"**{title}**: {there}", *_agreed(desk, at)]
    if on_call:
        lines.append(f"On call: {harmless((await scene.rooms.people.member(on_call)).name)}")
    return "\n- ".join(lines)


def _agreed(desk: DeskSettings, at: datetime) -> Iterator[str]:
    yield f"Open {listed(desk.hours)} ({desk.timezone})" if desk.hours else "Always open"
    today = at.date()
    if coming := sorted(day for day in days_off(desk.holidays) if day >= today)[:HOLIDAYS]:
        yield f"Closed on {listed([_day(day) for day in coming])}"
    if desk.languages:
        yield f"Answers in {listed(desk.languages)}"
    for of, what in PROMISED.items():
        if told := _targets(desk, of):
            yield f"{what} within {told}{' of working time' if desk.hours else ''}"


def _targets(desk: DeskSettings, of: str) -> str:
    """`4 hours (critical: 30 minutes)`; "" where nothing is promised."""
    normal = desk.target(of, "normal")
    others = [(each, desk.target(of, each)) for each in SEVERITIES]
    differing = [f"{each}: {length(target)}" for each, target in others if target and target != normal]
    shown = [length(normal)] if normal else []
    return " ".join(shown + ([f"({', '.join(differing)})"] if differing else []))


def _day(day: date) -> str:
    return f"{day:%a %-d %b}"
