"""Articles made of what people solved: they live in the store, and every replica has them as files."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from bot.intake.rooms import Rooms
from bot.learning import drafts
from bot.store.tables import DraftRow

SOLVED = "solved"
"""The folder for them, within the one beside the store that the handbook reads."""

ENDING = ".md"


async def write_articles(rooms: Rooms, folder: Path) -> None:
    """Write the files that are missing in the folder, and remove those of articles that are gone."""
    present = await asyncio.to_thread(_present, folder)
    async with rooms.sessions() as session:
        wanted = {_name(ticket): ticket for ticket in await drafts.articles(session, rooms.team)}
        missing = [ticket for name, ticket in wanted.items() if name not in present]
        rows = await drafts.read(session, rooms.team, missing) if missing else []
    await asyncio.to_thread(_change, folder, rows, present - set(wanted))


def _present(folder: Path) -> set[str]:
    return {path.name for path in folder.glob(f"t-*{ENDING}") if path.stem[2:].isdecimal()}


def _change(folder: Path, written: Sequence[DraftRow], gone: set[str]) -> None:
    for row in written:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".{uuid4().hex}"
        fresh.write_text(_markdown(row), encoding="utf-8")
        fresh.replace(folder / _name(row.ticket))
    for name in gone:
        (folder / name).unlink(missing_ok=True)


def _name(ticket: int) -> str:
    return f"t-{ticket}{ENDING}"


def _markdown(row: DraftRow) -> str:
    """An article as the handbook reads it; JSON's way to write a text is one of YAML's."""
    front = {"title": row.title, "owner": row.desk, "audience": row.audience}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    return "\n".join(["---", *lines, "---", "", row.body, ""])
