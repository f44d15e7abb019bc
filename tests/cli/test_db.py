"""`baton db`: what the stores lack is said and applied, on each kind of store; the passwords stay unsaid."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.store.migrations import INBOX, MAIN


@pytest.fixture
def cli(database_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Somebody at a terminal beside an empty store."""
    monkeypatch.setenv("DATABASE_URL", database_url.replace("postgres@", "postgres:hush@"))
    return CliRunner(env={"COLUMNS": "200"})


def test_upgrade_applies_what_waits_and_then_nothing(cli: CliRunner) -> None:
    first = cli.invoke(app, ["db", "upgrade"])
    second = cli.invoke(app, ["db", "upgrade"])

    assert first.exit_code == second.exit_code == 0
    assert f"main: applied {', '.join(MAIN.versions)}." in first.stdout
    assert f"inbox: applied {', '.join(INBOX.versions)}." in first.stdout
    assert second.stdout == "Everything is up to date.\n"


def test_status_says_what_waits(cli: CliRunner) -> None:
    before = cli.invoke(app, ["db", "status"]).stdout
    cli.invoke(app, ["db", "upgrade"])
    after = cli.invoke(app, ["db", "status"]).stdout

    assert before.count("empty") == 2
    assert ", ".join(MAIN.versions) in before
    assert after.count("nothing") == 2
    assert "hush" not in before + after


def test_status_makes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/new/baton.db")

    CliRunner().invoke(app, ["db", "status"])

    assert list(tmp_path.iterdir()) == []


def test_a_list_of_the_audit_on_an_empty_store_is_one_sentence(cli: CliRunner) -> None:
    refused = cli.invoke(
        app, ["audit", "list"], env={"BATON_SECRET_KEY": "YXVkaXQgbGlzdCBvbiBhbiBlbXB0eSBzdG9yZSAtIDM="}
    )

    assert "There is no Baton database" in str(refused.exception)
    assert "hush" not in str(refused.exception)


def test_check_says_that_the_server_is_not_there_and_the_key_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://baton:hush@127.0.0.1:1/baton")

    checked = CliRunner().invoke(app, ["check"])

    assert checked.exit_code == 1
    assert "BATON_SECRET_KEY is missing" in checked.stderr
    assert "cannot be opened" in checked.stderr
    assert "hush" not in checked.output
