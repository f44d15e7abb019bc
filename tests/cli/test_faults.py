"""What is wrong is said in one sentence that names the file and the key, with a status and no traceback."""

import json
import re
import sys
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.settings import Settings


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of one's own, and nothing set in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DATABASE_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)


def baton(*words: str) -> int:
    """Run a verb; its exit status."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["baton", *words])
        with pytest.raises(SystemExit) as left:
            main()
    return int(left.value.code or 0)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("x = [", ("baton.toml", "not valid TOML")),
        ('[desks.it]\nchannel = "x"\nfoo = 1', ("baton.toml", "`desks.it.foo`", "no such setting")),
        ("[desks.it]\nchannel = 5", ("baton.toml", "`desks.it.channel`")),
        ('[skills]\nfolders = ["nowhere"]', ("baton.toml", "`skills.folders`", "nowhere")),
        ('[coworkers]\nfolders = ["nowhere"]', ("baton.toml", "`coworkers.folders`", "nowhere")),
        ('[knowledge]\nfolders = ["nowhere"]', ("baton.toml", "`knowledge.folders`", "nowhere")),
        ('[desks.it]\nchannel = "x"\nreport = "monday 9"', ("`desks.it.report`", "mon-fri 09:00")),
        ('[desks.it]\nchannel = "x"\ntimezone = "Moon"', ("`desks.it.timezone`", "no time zone `Moon`")),
        ('[desks.it]\nchannel = "x"\nhours = ["fri 17:00-9:00"]', ("`desks.it.hours`", "ends before")),
        ('[relay]\nscan = ["/nowhere/scan"]', ("baton.toml", "`relay.scan`", "/nowhere/scan")),
        ('[relay]\nnotes = ["  "]', ("`relay.notes`", "can be seen")),
        ('[relay]\ntypes = [".png"]', ("`relay.types`", "png, not .png")),
        ("nonsense = 1", ("baton.toml", "`nonsense`")),
    ],
)
def test_rubbish_in_the_configuration(
    written: str, named: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("baton.toml").write_text(written, encoding="utf-8")

    assert baton("check") == 1

    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert all(part in told for part in named)


@pytest.mark.parametrize(
    "url",
    [
        "localhost:6379",
        "http://localhost",
        "redis://",
        "redis://x:port",
        "redis://x:1/db",
        "unix://",
        "redis://[x",
    ],
)
def test_a_redis_url_that_is_none(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDIS_URL", url)

    assert baton("check") == 1

    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "REDIS_URL" in told
    assert "redis://127.0.0.1:6379/0" in told


def test_a_redis_url_with_a_wish_that_redis_does_not_know(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for wish in ("socket_timeout=soon", "colour=red"):
        monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:1/0?{wish}")
        assert baton("check") == 1
        assert "REDIS_URL is not usable" in capsys.readouterr().err


def test_whether_redis_answers_is_said_and_is_no_fault(
    redis_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDIS_URL", redis_url)
    assert baton("check") == 0
    assert "answers." in capsys.readouterr().err

    monkeypatch.setenv("REDIS_URL", "redis://:hush@127.0.0.1:1/0")
    assert baton("check") == 0
    told = capsys.readouterr().err
    assert "127.0.0.1:1 does not answer" in told
    assert "hush" not in told


def test_a_broken_skill_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("more/water_plants").mkdir(parents=True)
    Path("more/water_plants/skill.toml").write_text('name = "water_plants"\n', encoding="utf-8")
    Path("baton.toml").write_text('[skills]\nfolders = ["more"]', encoding="utf-8")

    assert baton("check") == 1

    told = capsys.readouterr().err.splitlines()
    assert all("more/water_plants/skill.toml" in line for line in told)
    assert any("title" in line for line in told)


def test_skills_that_cannot_be_told_apart_are_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    assert baton("skills", "new", "water_plants", "--folder", "more") == 0
    badge = Path("more/water_plants/skill.toml")
    examples = (
        "unlock me pls",
        "my user is locked",
        "please unlock my account",
        "locked out of Windows",
        "unlock",
    )
    written = re.sub(
        r"examples = \[.*?\n\]", f"examples = {list(examples)}", badge.read_text(), flags=re.DOTALL
    )
    badge.write_text(written, encoding="utf-8")
    Path("baton.toml").write_text('[skills]\nfolders = ["more"]', encoding="utf-8")

    assert baton("check") == 0

    told = capsys.readouterr().err
    assert "more/water_plants/skill.toml" in told
    assert "cannot tell `water_plants` from `password_reset`" in told


def test_everything_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert baton("check") == 0
    assert capsys.readouterr().out == "Everything is in order.\n"


@pytest.mark.parametrize(
    ("name", "value", "verb"),
    [
        ("BATON_CONFIG", "/nowhere.toml", "check"),
        ("BATON_SECRET_KEY", "short", "check"),
        ("SLACK_API_URL", "https://slack.example", "serve"),
        ("PORT", "many", "serve"),
        ("DATABASE_URL", "mysql://x", "serve"),
    ],
)
def test_rubbish_in_the_environment(
    name: str,
    value: str,
    verb: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(name, value)

    assert baton(verb) == 1

    told = capsys.readouterr().err
    assert name in told
    assert told.count("\n") == 1


def test_missing_tokens_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert baton("serve") == 1
    assert "SLACK_BOT_TOKEN is missing" in capsys.readouterr().err

    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert baton("serve") == 1
    assert "SLACK_SIGNING_SECRET is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [("nosuch",), ("serve", "--fast"), ("skills", "new", "Bad-Name"), ("triage",), ("try", "--port", "x")],
)
def test_wrong_usage_is_one_sentence_and_status_two(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert baton(*words) == 2

    told = capsys.readouterr().err
    assert told.startswith("baton: ")
    assert told.count("\n") == 1


def test_a_new_skill_is_written_listed_and_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert baton("skills", "new", "water_plants", "--folder", "more") == 0
    assert baton("skills", "new", "water_plants", "--folder", "more") == 2
    Path("baton.toml").write_text('[skills]\nfolders = ["more"]', encoding="utf-8")

    assert baton("skills", "list") == 0
    assert "water_plants" in capsys.readouterr().out
    assert baton("skills", "check") == 0


def test_triage_says_what_would_be_done_and_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("rows.jsonl").write_text('{"id": "a", "text": "I forgot my Okta password"}\n', encoding="utf-8")

    assert baton("triage", "--file", "rows.jsonl", "--json") == 0

    row = json.loads(capsys.readouterr().out)
    assert (row["id"], row["route"], row["skill"]) == ("a", "skill", "password_reset")
    assert baton("triage", "--file", "nowhere.jsonl") == 2
    assert "nowhere.jsonl" in capsys.readouterr().err


def test_no_verb_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert baton() == 2
    assert "playground" in capsys.readouterr().out


def test_an_empty_variable_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "")

    assert not Settings().socket_mode
