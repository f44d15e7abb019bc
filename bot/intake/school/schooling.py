"""Keeps triage up to date with the lessons in the store, on every replica, without a restart."""

import asyncio
import logging

from bot.intake.rooms import Rooms
from bot.intake.school.trial import known_lessons
from bot.learning import lessons

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""So often every replica looks whether lessons came or went."""


async def keep_up(rooms: Rooms) -> None:
    """Let triage follow the lessons that hold now, if those are others than it follows."""
    async with rooms.sessions() as session:
        holding = await lessons.versions(session, rooms.team)
        if holding == {lesson.version for lesson in rooms.triage.taught.lessons}:
            return
        known = await known_lessons(session, rooms.team)
    rooms.triage = await asyncio.to_thread(rooms.triage.teach, known)
    log.info("Triage follows %d lessons now.", len(known))
