"""The servers that other tests lean on: empty at first, stopped hard, started again, gone at the end."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest
import redis as redis_client

from tests.servers import postgres, redis


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    """Run a statement in a transaction of its own; what it returns."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else []


def test_each_test_has_an_empty_database(postgres_url: str) -> None:
    rows(postgres_url, "CREATE TABLE mine (n int)")

    assert rows(postgres_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [("mine",)]


async def test_postgres_keeps_what_was_committed_through_a_hard_stop() -> None:
    async with postgres() as server:
        url = server.make("kept")
        rows(url, "CREATE TABLE mine (n int); INSERT INTO mine VALUES (1)")

        await asyncio.to_thread(server.stop_hard)
        with pytest.raises(psycopg.OperationalError):
            rows(url, "SELECT 1")
        await asyncio.to_thread(server.start)

        assert rows(url, "SELECT n FROM mine") == [(1,)]


async def test_redis_forgets_everything_in_a_hard_stop() -> None:
    async with redis() as server:
        client = redis_client.Redis.from_url(server.url)
        client.set("a", "b")

        await asyncio.to_thread(server.stop_hard)
        await asyncio.to_thread(server.start)

        assert client.get("a") is None
        client.close()


def test_a_redis_for_a_test_is_empty(redis_url: str) -> None:
    with redis_client.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


def test_servers_end_with_the_program_that_started_them(tmp_path: Path) -> None:
    program = "from tests.servers import Redis; r = Redis(); r.start(); print(r.folder, flush=True); input()"
    starter = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert starter.stdout
    folder = starter.stdout.readline().strip()
    alive = [
        p for p in psutil.process_iter(["name"]) if p.info["name"] == "redis-server" and cwd(p) == folder
    ]
    assert len(alive) == 1

    starter.kill()
    starter.communicate()

    psutil.wait_procs(alive, timeout=20)
    assert not alive[0].is_running()


def cwd(process: psutil.Process) -> str:
    """Where a process runs; "" if it is gone."""
    try:
        return str(process.cwd())
    except psutil.Error:
        return ""
