"""`baton keys rotate` on a small installation: the new key is made, and all is sealed with it."""

import asyncio
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app.store import bring_up_to_date, marks_of
from bot.cli.main import app
from bot.governance.audit import Audit, Deed
from bot.governance.linking import Linker
from bot.settings import Settings
from bot.store.inbox import Arrival, Inbox
from bot.store.keys import secret_keys
from bot.store.sealed import vault
from bot.store.session import connect, sessions
from tests.fakes_leases import FakeLeases

DEED: Deed = {"team": "T1", "actor": "jordan", "action": "reset", "key": "k", "why": "Asked for it."}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.cli.keys.NOTICED_SECONDS", 0)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/baton.db")
    monkeypatch.delenv("BATON_SECRET_KEY", raising=False)
    return Settings()


async def fill(settings: Settings) -> None:
    """A row of the audit, and something that waits in the inbox."""
    vault.unlock(secret_keys(settings))
    engine = connect(settings.database_url)
    store = sessions(engine)
    async with store.begin() as session:
        await Audit().record(session, **DEED)
    linker = Linker(store, FakeLeases(), "T1", marks_of(settings))
    await linker.begin()
    await linker.link()
    await engine.dispose()
    inbox = Inbox(f"sqlite:///{settings.folder}/inbox.db")
    await inbox.open()
    await inbox.take(Arrival("a", "D1", "hello"))
    await inbox.close()


def baton(*typed: str) -> tuple[int, str]:
    """What a verb answers."""
    ran = CliRunner().invoke(app, typed)
    return ran.exit_code, ran.stdout


def test_the_key_is_made_and_a_later_rotation_drops_the_old_ones(settings: Settings) -> None:
    bring_up_to_date(settings)
    asyncio.run(fill(settings))
    first = secret_keys(settings)

    status, said = baton("keys", "rotate")

    made = secret_keys(settings)
    assert (status, made[1:], made[0] in first) == (0, first, False)
    assert "3 texts were sealed with the key" in said
    assert "opens nothing any more" in said
    assert (settings.folder / "secret.key").stat().st_mode & 0o077 == 0
    for _ in range(2):
        baton("keys", "rotate")
    assert first[0] not in secret_keys(settings)
    assert baton("audit", "verify")[0] == 0, "what was bound with the first key still holds"
    texts = re.findall(r"│ \w{8} +│ (\d+) +│", baton("keys", "status")[1])
    assert texts == ["6", "0", "0"], "a row's reason and details, an arrival, three keys of the audit"


def test_where_there_is_no_database_nothing_is_made(settings: Settings) -> None:
    assert [baton("keys", verb)[0] for verb in ("rotate", "status")] == [1, 1]

    assert list(settings.folder.iterdir()) == []
