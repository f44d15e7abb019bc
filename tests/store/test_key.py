"""The key that seals text: made once, however many replicas start in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from bot.settings import Settings
from bot.store.keys import secret_keys

REPLICAS = 8


def test_replicas_that_start_at_once_make_one_key(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/baton.db")
    together = Barrier(REPLICAS)

    def start() -> bytes:
        together.wait()
        return secret_keys(settings)[0]

    with ThreadPoolExecutor(REPLICAS) as pool:
        keys = {started.result() for started in [pool.submit(start) for _ in range(REPLICAS)]}

    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


def test_nobody_else_on_the_machine_reads_the_key(tmp_path: Path) -> None:
    secret_keys(Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/baton.db"))

    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
