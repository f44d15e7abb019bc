"""The handbook as skills see it: passages as quotes, only where the handbook really says something."""

import asyncio

from memory.knowledge import Knowledge, Passage
from skills import Quote

PASSAGES = 5
"""Enough to find the one that holds in the asker's country, where passages differ by country."""


class Library:
    """Answers questions from the indexed articles, off the event loop."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    async def __call__(self, question: str) -> list[Quote]:
        """The passages that answer a question, best first; empty when the handbook does not say."""
        found = await asyncio.to_thread(self._knowledge.search, question, PASSAGES)
        return [
            Quote(passage.title, passage.quote, _named(passage), passage.country)
            for passage in found
            if passage.score >= self._knowledge.enough
        ]


def _named(passage: Passage) -> str:
    """Where a passage stands, as people say it: the section and the article's file, without its ending."""
    file = passage.source.partition("#")[0].removesuffix(".md")
    return f"{passage.section}, {file}" if passage.section else file
