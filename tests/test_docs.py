"""The words around the code: what they name exists, what exists is named, and their examples run."""

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli.main import app
from bot.coworkers.roster import Coworker
from bot.coworkers.wishes import WORDS
from bot.desk.states import Move
from bot.settings import CompanyFile, DeskSettings, Settings
from skills.catalog import BUILT_IN, load
from skills.check import check
from tests.skills import talk

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "skills", "memory", "tests", "docs", ".ci")
ROOT_FILES = (
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "Dockerfile", "compose.yml", "manifest.yml",
    "pyproject.toml", "requirements.txt", "requirements-test.txt", ".dockerignore", ".gitignore",
)  # fmt: skip
WRITTEN = {".py", ".js", ".mjs", ".css", ".html", ".md", ".toml", ".yml", ".j2", ".svg"}
LONGEST_FILE = 300

CONTRACT = ROOT / "docs" / "contract.md"
ADMIN = ROOT / "docs" / "admin-guide.md"
GUIDE = ROOT / "docs" / "adding-a-skill.md"

FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
VARIABLE = re.compile(r"(?<![A-Za-z0-9_$-])(?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|HOST|PORT)(?![A-Za-z0-9_])")
NAME = re.compile(r"[A-Za-z_][\w.:]*\w")
SLACK_ID = re.compile(r"[CDTU]0[0-9A-Z]+")
# Split, so that this file does not name what it looks for.
INDEXES = re.compile(
    r"(?:py" r"pi\.(?:org|io)|python" r"hosted\.|npm" r"js\.|yarn" r"pkg\.|conda\.(?:io|ana)"
    r"|docker\." r"io|gh" r"cr\.io|quay\." r"io|crates\." r"io|--(?:extra-)?index" r"-url)"
)  # fmt: skip


def files() -> list[Path]:
    """Everything of ours in a checkout, without what tools leave behind."""
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*")) if path.is_file()]
    ours = [path for path in found if not {"__pycache__", "node_modules"} & set(path.parts)]
    return [*ours, *(ROOT / name for name in ROOT_FILES)]


FILES = files()
TEXTS = {path: path.read_text(encoding="utf-8") for path in FILES if path.suffix not in {".webp", ".png"}}
PAGES = [path for path in FILES if path.suffix == ".md" and "handbook" not in path.parts]
SOURCE = "\n".join(text for path, text in TEXTS.items() if path not in PAGES and path != Path(__file__))
page = pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


def verbs() -> list[str]:
    """Every verb as it is typed: `check`, `skills list`."""
    return sorted(_verbs(typer.main.get_command(app), ""))


def _verbs(command: Any, before: str) -> Iterator[str]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield before.strip()
    for name, each in (inner or {}).items():
        yield from _verbs(each, f"{before} {name}")


def code(page: Path) -> Iterator[str]:
    """What stands as code on a page: spans in a line, and the lines of blocks."""
    text = TEXTS[page]
    yield from SPAN.findall(FENCE.sub("", text))
    for _, block in FENCE.findall(text):
        yield from block.splitlines()


def block(page: Path, after: str) -> str:
    """The first block of code after these words."""
    found = FENCE.search(TEXTS[page], TEXTS[page].index(after))
    assert found, f"no block after {after!r} in {page}"
    return found[2]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as Markdown sites make them."""
    headings = HEADING.findall(FENCE.sub("", TEXTS[page]))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def table(page: Path) -> dict[str, list[str]]:
    """The rows of a page's tables by the code in their first cell."""
    rows = (line.strip("| ").split(" | ") for line in TEXTS[page].splitlines() if line.startswith("| `"))
    return {SPAN.findall(cells[0])[0]: cells for cells in rows}


def make_targets() -> set[str]:
    """What the Makefile tells people they can make."""
    return set(re.findall(r"^([a-z-]+):.*##", TEXTS[ROOT / "Makefile"], re.MULTILINE))


@page
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", TEXTS[page])):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{target} leads nowhere"
        assert not anchor or anchor in anchors(there), f"{target} names no heading"


@page
def test_files_that_are_named_exist(page: Path) -> None:
    paths = re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, ROOMS))})/[\w./-]*\w")
    for path in (found for piece in code(page) for found in paths.findall(piece)):
        made_in_the_guide = page == GUIDE and "laptop_renewal" in path
        assert made_in_the_guide or (ROOT / path).exists(), f"there is no {path}"


@page
def test_names_in_code_exist(page: Path) -> None:
    """A name in backticks stands somewhere in the code, or in an example on the same page."""
    blocks = "\n".join(text for _, text in FENCE.findall(TEXTS[page]))
    spans = {span.removesuffix("()") for span in SPAN.findall(FENCE.sub("", TEXTS[page]))}
    names = {span for span in spans if NAME.fullmatch(span) and not SLACK_ID.fullmatch(span)}
    settings = {name.upper() for name in Settings.model_fields}
    missing = {name for name in names - settings if name not in SOURCE and name not in blocks}
    assert {name for name in missing if not (ROOT / name).exists()} == set()


@page
def test_variables_that_are_named_exist(page: Path) -> None:
    known = {name.upper() for name in Settings.model_fields}
    for name in (found for piece in code(page) for found in VARIABLE.findall(piece)):
        assert name in known or re.search(rf"\b{name}\b", SOURCE), f"nothing reads {name}"


@page
def test_verbs_and_targets_that_are_named_exist(page: Path) -> None:
    known = verbs()
    for piece in code(page):
        for typed in re.findall(r"(?:^|bin/)baton ([a-z]+(?: [a-z]+)?)", piece):
            first = typed.split(maxsplit=1)[0]
            groups = {verb.split()[0] for verb in known if " " in verb}
            assert (typed in known) if first in groups and " " in typed else first in groups | set(known), (
                typed
            )
        for target in re.findall(r"^make ([a-z-]+)", piece):
            assert target in make_targets(), f"make {target}"


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_is_documented(verb: str) -> None:
    assert any(f"baton {verb}" in piece for path in PAGES for piece in code(path))


@pytest.mark.parametrize("target", sorted(make_targets()))
def test_every_make_target_is_documented(target: str) -> None:
    assert f"make {target}" in table(CONTRACT)


@pytest.mark.parametrize("name", sorted(set(Settings.model_fields) - {"company"}))
@pytest.mark.parametrize("page", [CONTRACT, ROOT / "README.md"], ids=lambda path: path.name)
def test_every_setting_is_documented_with_its_default(page: Path, name: str) -> None:
    cells = table(page)[name.upper()]
    default = Settings.model_fields[name].default
    if isinstance(default, str | int):
        assert f"`{default}`" in cells[2]


@pytest.mark.parametrize("name", [*CompanyFile.model_fields, *DeskSettings.model_fields])
def test_every_key_of_the_configuration_file_is_documented(name: str) -> None:
    example = block(ADMIN, "## Desks")
    assert re.search(rf"^(\[{name}[\].]|{name} = )", example, re.MULTILINE)


def test_the_example_of_the_configuration_file_is_valid() -> None:
    assert CompanyFile.model_validate(tomllib.loads(block(ADMIN, "## Desks"))).desks["it"].title == "IT"


def test_the_example_of_a_role_file_is_valid_and_shows_every_key() -> None:
    example = tomllib.loads(block(ADMIN, "## Coworkers"))
    assert set(example) == set(Coworker.model_fields)
    assert Coworker.model_validate(example).called == "Robin"


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_admin_command_is_documented(word: str) -> None:
    assert any(row.startswith(f"/coworkers {word}") for row in table(ADMIN))


@pytest.mark.parametrize("name", sorted(load().skills))
def test_every_skill_is_documented(name: str) -> None:
    assert f"`{name}`" in TEXTS[CONTRACT]


@pytest.mark.parametrize("move", [Move.CLAIM, Move.RELEASE, Move.ASSIGN, Move.RETURN, Move.RESOLVE])
def test_every_move_of_staff_is_documented(move: Move) -> None:
    assert f"| *{move.name.capitalize()}" in TEXTS[ADMIN]


def test_every_decision_is_listed() -> None:
    pages = {path.name for path in PAGES if path.parent.name == "decisions"} - {"README.md"}
    listed = LINK.findall(TEXTS[ROOT / "docs" / "decisions" / "README.md"])
    assert pages == set(listed)
    assert [name[:4] for name in sorted(pages)] == [f"{n:04}" for n in range(1, len(pages) + 1)]


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(TEXTS[ROOT / "pyproject.toml"])["project"]
    names = {re.split(r"[\[<>=]", each)[0] for each in project["dependencies"]}
    reasons = TEXTS[ROOT / "docs" / "decisions" / "0004-dependencies.md"]
    assert {name for name in names if f"`{name}`" not in reasons} == set()


@pytest.fixture
def taught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The skill of the guide in a folder of its own, known to the stories' catalogue."""
    folder = tmp_path / "laptop_renewal"
    folder.mkdir()
    for name in ("skill.toml", "skill.py"):
        (folder / name).write_text(block(GUIDE, f"laptop_renewal/{name}`:"), encoding="utf-8")
    monkeypatch.setattr(talk, "CATALOG", load([BUILT_IN, tmp_path]))
    return folder


@pytest.mark.usefixtures("taught")
def test_the_skill_of_the_guide_has_no_faults() -> None:
    assert check(talk.CATALOG, date(2026, 11, 21)) == []
    assert talk.CATALOG.skills["laptop_renewal"].badge.desk == "it"


@pytest.mark.usefixtures("taught")
async def test_the_stories_of_the_guide_play() -> None:
    story: dict[str, Any] = {}
    exec(compile(block(GUIDE, "test_laptop_renewal.py`:"), str(GUIDE), "exec"), story)
    tests = [each for name, each in story.items() if name.startswith("test_")]
    assert len(tests) == 3
    for each in tests:
        assert inspect.iscoroutinefunction(each)
        await each()


def test_the_image_copies_what_is_there_and_is_not_kept_out() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", TEXTS[ROOT / "Dockerfile"], re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    let_in = set(re.findall(r"^!(.+)$", TEXTS[ROOT / ".dockerignore"], re.MULTILINE))
    assert names == let_in
    assert all((ROOT / name).exists() for name in names)


def test_the_image_sets_only_variables_that_are_read() -> None:
    fields = {name.upper() for name in Settings.model_fields}
    image = re.findall(r"(?:ENV|^ {4})\s*([A-Z_]+)=", TEXTS[ROOT / "Dockerfile"], re.MULTILINE)
    assert set(image) - {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"} <= fields


def test_no_file_names_a_package_index() -> None:
    assert {str(path) for path, text in TEXTS.items() if INDEXES.search(text)} == set()


def test_every_module_says_what_it_is_for() -> None:
    modules = (path for path in TEXTS if path.suffix == ".py")
    silent = [path for path in modules if not (ast.get_docstring(ast.parse(TEXTS[path])) or "").strip()]
    assert silent == []


def test_every_file_can_be_read_in_one_sitting() -> None:
    lengths = {path: len(text.splitlines()) for path, text in TEXTS.items() if path.suffix in WRITTEN}
    assert {str(path): n for path, n in lengths.items() if n > LONGEST_FILE} == {}
