"""Saved replies of a desk: text with placeholders, filled with what is known, never a program."""

from collections.abc import Mapping

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.shorten import one_line, woven
from bot.errors import BatonError
from bot.settings import DeskSettings
from bot.store.base import now
from bot.store.once import insert_once
from bot.store.tables import MacroRow, TicketRow

PLACEHOLDERS = ("first_name", "name", "ticket", "desk", "me")
"""What a saved reply may name in {{ }}: the employee, the ticket, the desk, and whoever sends it."""
LONGEST = 3_000
LONGEST_NAME = 60
MOST = 90

# Autoescape is for HTML; values are woven in as plain words instead.
_environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)


class MacroFault(BatonError):
    """A saved reply cannot be used; the message is a sentence for whoever wrote it."""


def check(text: str) -> None:
    """Raises MacroFault unless a text is words and known placeholders, and nothing else."""
    if not 0 < len(text.strip()) <= LONGEST:
        raise MacroFault(f"A saved reply has between 1 and {LONGEST:,} characters.")
    try:
        parsed = _environment.parse(text)
    except TemplateError as error:
        raise MacroFault(f"This can't be read as a saved reply: {error.message}.") from None
    for node in parsed.find_all(nodes.Node):
        if isinstance(node, nodes.Name) and node.name not in PLACEHOLDERS:
            known = ", ".join(PLACEHOLDERS)
            raise MacroFault(f"There is no placeholder `{one_line(node.name, 40)}`; there are {known}.")
        if not isinstance(node, _PLAIN):
            raise MacroFault("A saved reply holds words and placeholders such as {{ first_name }}, no more.")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The reply with its placeholders filled; values are words, whatever they hold. Raises MacroFault."""
    check(text)
    return _environment.from_string(text).render({name: woven(value) for name, value in values.items()})


async def known(session: AsyncSession, team: str, desk: str, settings: DeskSettings) -> dict[str, str]:
    """The saved replies of a desk by name: those of its people, and those of baton.toml, which go before."""
    query = select(MacroRow).where(MacroRow.team == team, MacroRow.desk == desk).order_by(MacroRow.name)
    saved = {row.name: row.text for row in await session.scalars(query)}
    return dict(list((saved | dict(settings.macros)).items())[:MOST])


async def save(session: AsyncSession, team: str, desk: str, name: str, text: str, author: str) -> None:
    """Save a reply under a name, in the place of one that has it; raises MacroFault."""
    check(text)
    if not 0 < len(name) <= LONGEST_NAME:
        raise MacroFault(f"A saved reply has a name of at most {LONGEST_NAME} characters.")
    await drop(session, team, desk, name)
    row = {"team": team, "desk": desk, "name": name, "text": text.strip(), "author": author, "at": now()}
    await insert_once(session, MacroRow, **row)


async def drop(session: AsyncSession, team: str, desk: str, name: str) -> bool:
    """Forget a saved reply; whether there was one."""
    mine = (MacroRow.team == team, MacroRow.desk == desk, MacroRow.name == name)
    gone = await session.execute(delete(MacroRow).where(*mine).returning(MacroRow.name))
    return gone.first() is not None


def values(ticket: TicketRow, name: str, desk: str, me: str) -> dict[str, str]:
    """What the placeholders stand for."""
    return {
        "first_name": name.partition(" ")[0],
        "name": name,
        "ticket": ticket.id,
        "desk": desk,
        "me": me,
    }
