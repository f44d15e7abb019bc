"""`baton knowledge`: articles are added whole or not at all, and what is wrong names its file and key."""

import json
from pathlib import Path

import pytest

from tests.cli.test_faults import _nowhere, baton

__all__ = ["_nowhere"]

SAMPLE_OFF = "[knowledge]\nsample = false\n"


def write(path: str, text: str) -> Path:
    """An article."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_folder_is_added_and_answers(capsys: pytest.CaptureFixture[str]) -> None:
    write("baton.toml", SAMPLE_OFF)
    write("pages/office/dogs.md", "# Dogs\nDogs may come to the office on Fridays.\n")
    write("pages/old.md", "# Old\nNothing.\n")
    assert baton("knowledge", "add", "pages") == 0
    assert Path(".baton/knowledge/pages/office/dogs.md").is_file()

    assert baton("knowledge", "search", "may I bring my dog to the office", "--json") == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["answers"]
    assert told["found"][0]["source"] == "pages/office/dogs.md#dogs"

    Path("pages/old.md").unlink()
    assert baton("knowledge", "add", "pages") == 0
    assert not Path(".baton/knowledge/pages/old.md").exists()


def test_nothing_is_added_where_something_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    write("pages/good.md", "# Good\nFine.\n")
    write("pages/bad.md", "---\nreview_by: soon\n---\n# Bad\n")
    assert baton("knowledge", "add", "pages") == 1
    assert not Path(".baton/knowledge").exists()
    assert "bad.md, review_by:" in capsys.readouterr().err


@pytest.mark.parametrize("path", [".baton/knowledge/pages", ".baton/knowledge"])
def test_what_is_read_already_is_not_copied_onto_itself(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(".baton/knowledge/pages/dogs.md", "# Dogs\nDogs may come.\n")
    assert baton("knowledge", "add", path) == 2
    assert "is read already" in capsys.readouterr().err
    assert file.is_file()


@pytest.mark.parametrize("path", ["nowhere", "picture.png", "empty"])
def test_what_is_no_article_is_said_in_a_sentence(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("picture.png").write_bytes(b"x")
    Path("empty").mkdir()
    assert baton("knowledge", "add", path) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_check_names_faults_and_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    write(
        "pages/a.md", "---\nreview_by: 2020-01-31\n---\n# Passwords\nPasswords have at least 12 characters.\n"
    )
    write("pages/b.md", "# Sign-in\nA password has at least 14 characters. See [that](c.md).\n")
    assert baton("knowledge", "check", "pages") == 1
    told = capsys.readouterr()
    assert "a.md, review_by:" in told.err
    assert "b.md, c.md: There is no such article." in told.err
    assert "“Passwords have at least 12 characters.”" in told.out
    assert "“A password has at least 14 characters.”" in told.out


def test_baton_check_knows_of_articles(capsys: pytest.CaptureFixture[str]) -> None:
    write(".baton/knowledge/pay.md", "---\naudiense: hr\n---\n# Pay\n")
    assert baton("check") == 1
    assert "pay.md, audiense: There is no such key; is `audience` meant?" in capsys.readouterr().err


def test_search_shows_what_the_named_reader_may_read(capsys: pytest.CaptureFixture[str]) -> None:
    write("baton.toml", SAMPLE_OFF)
    write("pages/pay.md", "---\naudience: managers\n---\n# Bonuses\nThe pool for bonuses is 4 %.\n")
    question = ("knowledge", "search", "how large is the pool for bonuses", "pages", "--json")
    assert baton(*question) == 0
    assert json.loads(capsys.readouterr().out)["found"] == []
    assert baton(*question, "--as", "managers") == 0
    assert json.loads(capsys.readouterr().out)["answers"]


def test_the_sample_handbook_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert baton("knowledge", "check") == 0
    assert "0 faults." in capsys.readouterr().out
    assert baton("knowledge", "list") == 0
