"""The handbook as skills see it: passages as quotes, only where the handbook really says something."""

import asyncio

from memory.knowledge import Knowledge
from skills import Quote


class Library:
    """Answers questions from the indexed articles, off the event loop."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    async def __call__(self, question: str) -> list[Quote]:
        """The passage that answers a question; empty when the handbook does not say."""
        passage = await asyncio.to_thread(self._knowledge.answer, question)
        if passage is None:
            return []
        return [Quote(passage.title, passage.quote, passage.source)]
