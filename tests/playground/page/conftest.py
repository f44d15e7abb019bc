"""Fixtures: one browser for the page's tests, and a visit for each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser

from tests.browser import browser, chromium
from tests.playground.page.visits import Visit, visiting

__all__ = ["browser", "chromium", "visit"]


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, tmp_path: Path) -> AsyncIterator[Visit]:
    """A visit at 1280 by 800."""
    async with visiting(browser, tmp_path) as one:
        yield one
