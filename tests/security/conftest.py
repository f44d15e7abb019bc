"""Fixtures of the security tests: one bot for each module, driven over signed HTTP."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.intake.learning import Learned
from tests.security.wire import Wire, wired


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wire(tmp_path_factory: pytest.TempPathFactory, learned: Learned) -> AsyncIterator[Wire]:
    """A running bot that all tests of a module share."""
    async with wired(tmp_path_factory.mktemp("wire"), learned) as made:
        yield made


class Kept(logging.Handler):
    """A log that keeps everything, with what its records were made of."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record as it would be printed."""
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def log() -> Iterator[Kept]:
    """Everything that is logged meanwhile, down to the last detail."""
    root, kept = logging.getLogger(), Kept()
    before = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    yield kept
    root.setLevel(before)
    root.removeHandler(kept)
