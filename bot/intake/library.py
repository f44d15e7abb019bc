"""The handbook as skills see it: passages as quotes, only where the handbook really says something."""

import asyncio

from memory.knowledge import Knowledge
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
            Quote(passage.title, passage.quote, passage.source, passage.country)
            for passage in found
            if passage.score >= self._knowledge.enough
        ]
