"""The handbook as skills see it: passages as quotes, only what answers, only what the asker may read."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake.readers import Readers
from bot.learning import gaps
from bot.settings import Settings
from bot.store.tables import TicketRow
from memory import CompanyFact, Passage, Shelf
from skills import Person, Quote
from skills import catalog as skill_catalog

PASSAGES = 4
"""Enough to find the one that holds in the asker's country, where passages differ by country."""

LOOK_SECONDS = 3.0
"""How often the folders are looked at for articles that changed."""

SAMPLE = Path(skill_catalog.__file__).parent / "knowledge_answer" / "handbook"


def folders(settings: Settings) -> list[Path]:
    """Where articles lie: the sample handbook, what was added, and the folders that baton.toml names."""
    knowledge = settings.company.knowledge
    return [*([SAMPLE] if knowledge.sample else []), settings.articles, *knowledge.folders]


Stated = Callable[[str, str], Awaitable[Sequence[CompanyFact]]]
"""(team, question) to what admins and managers state about that, for everybody in the company."""


class Library:
    """Answers questions from the articles on a shelf, off the event loop."""

    def __init__(self, shelf: Shelf, readers: Readers, stated: Stated | None = None) -> None:
        self.shelf = shelf
        self._readers = readers
        self._stated = stated

    async def look(self) -> bool:
        """Read again what changed; whether anything did."""
        return await asyncio.to_thread(self.shelf.refresh)

    async def warm(self) -> None:
        """Make ready for the first question."""
        await asyncio.to_thread(self.shelf.warm)

    async def passages(self, question: str, user: str, person: Person) -> list[Passage]:
        """What answers, best first, of what this person may read now; empty when nothing does."""
        shelf = self.shelf
        names = await self._readers.names(user, person, shelf.audiences)
        knowledge = shelf.knowledge
        found = await asyncio.to_thread(knowledge.search, question, PASSAGES, names)
        if not found or found[0].score < knowledge.enough:
            return []
        return [passage for passage in found if passage.score >= knowledge.enough]

    async def stated(self, team: str, question: str) -> list[Quote]:
        """What holds for the whole company of that which a question names; empty where nothing does."""
        facts = await self._stated(team, question) if self._stated else ()
        return [Quote("Stated for the company", f"{fact.key}: {fact.value}", _since(fact)) for fact in facts]


class Lookup:
    """A request's way into the handbook; what it came to is written down with the step that looked."""

    def __init__(self, library: Library, ticket: TicketRow) -> None:
        self._library = library
        self._ticket = ticket
        self._found: str | None = None

    def by(self, person: Person) -> Callable[[str], Awaitable[list[Quote]]]:
        """The tool `search_handbook` for this person."""

        async def search(question: str) -> list[Quote]:
            if stated := await self._library.stated(self._ticket.team, question):
                return stated
            found = await self._library.passages(question, self._ticket.requester, person)
            self._found = found[0].source if found else ""
            return [_quote(passage) for passage in found]

        return search

    async def write(self, session: AsyncSession) -> None:
        """Count it towards the articles that answer, or towards what the handbook lacks."""
        if self._found is not None:
            await gaps.consulted(session, self._ticket, self._found)


def _quote(passage: Passage) -> Quote:
    return Quote(
        passage.title, passage.quote, _named(passage), passage.country, passage.link, passage.restricted
    )


def _since(fact: CompanyFact) -> str:
    return f"version {fact.version}, {fact.at:%-d %B %Y}"


def _named(passage: Passage) -> str:
    """Where a passage stands, as people say it: the section and the article's file, without its ending."""
    file = passage.source.partition("#")[0].removesuffix(".md")
    return f"{passage.section}, {file}" if passage.section else file
