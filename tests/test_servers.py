"""The servers that other tests lean on: empty at first, stopped hard, started again, gone at the end."""

import asyncio
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


@pytest.mark.parametrize(("kind", "program"), [("Redis", "redis-server"), ("Postgres", "postgres")])
def test_servers_end_with_whoever_started_them_and_leave_nothing(kind: str, program: str) -> None:
    started = (
        f"from tests.servers import {kind} as K; s = K(); s.start(); print(s.folder, flush=True); input()"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", started], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout
    folder = Path(starter.stdout.readline().strip())
    guard = [p for p in psutil.process_iter(["name"]) if p.info["name"] == "sh" and cwd(p) == str(folder)]
    inside = [child for child in guard[0].children() if child.name() == program]
    assert len(inside) == 1

    starter.kill()
    starter.communicate()

    gone, alive = psutil.wait_procs([*guard, *inside], timeout=20)
    assert (len(gone), alive) == (2, [])
    assert not folder.exists()


def cwd(process: psutil.Process) -> str:
    """Where a process runs; "" if it is gone."""
    try:
        return str(process.cwd())
    except psutil.Error:
        return ""
