"""The catalogue: what ships is sound, and every broken folder is named without taking the others down."""

import sys
import time
from datetime import date
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
import yaml

from skills import HandOff, Run
from skills.catalog import BUILT_IN, load
from skills.check import check
from skills.new import create
from skills.running import play
from tests.fakes_tools import ADA, FakeTools

DEFAULTS = {
    "password_reset", "mfa_recovery", "app_access", "time_off", "onboard_employee", "offboard_employee",
    "slow_laptop", "report_outage", "workplace_request", "knowledge_answer",
}  # fmt: skip
TODAY = date(2026, 11, 18)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one sound skill in it, `water_plants`."""
    create(tmp_path, "water_plants", TODAY)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    """Replace text that is there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_ships_loads_and_has_no_faults() -> None:
    catalog = load()
    assert set(catalog.skills) == DEFAULTS
    assert check(catalog, TODAY) == []


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_badges_have_examples_enough_to_learn_from(name: str) -> None:
    assert len(load().skills[name].badge.examples) >= 25


def test_handbook_articles_say_who_looks_after_them_and_are_not_past_due() -> None:
    articles = list((BUILT_IN / "knowledge_answer" / "handbook").glob("*.md"))
    assert 15 <= len(articles) <= 25
    for article in articles:
        head = yaml.safe_load(article.read_text(encoding="utf-8").split("---")[1])
        assert set(head) == {"title", "owner", "review_by", "audience", "country"}, article.name
        assert head["review_by"] > TODAY, article.name


def test_the_catalogue_loads_while_other_threads_import() -> None:
    done, names = Event(), (f"passing_{n}" for n in count())

    def import_on() -> None:
        while not done.is_set():
            sys.modules[next(names)] = sys
            time.sleep(0)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    other = Thread(target=import_on)
    other.start()
    try:
        assert load().faults == ()
    finally:
        done.set()
        other.join()
        sys.setswitchinterval(interval)
        for name in [name for name in sys.modules if name.startswith("passing_")]:
            del sys.modules[name]


async def test_a_new_skill_works_at_once(place: Path) -> None:
    catalog = load([place])
    assert check(catalog, TODAY) == []
    run = Run("water the plants", ADA, FakeTools(), {"what": "the ficus"})
    _, ending = await play(catalog.skills["water_plants"].steps, run)
    assert "ficus" in str(ending)


@pytest.mark.parametrize("name", ["Water", "water plants", "../out", "1st", ""])
def test_a_new_skill_needs_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        create(tmp_path, name, TODAY)


def test_a_new_skill_never_overwrites(place: Path) -> None:
    with pytest.raises(ValueError, match="already"):
        create(place, "water_plants", TODAY)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "sentence"),
    [
        ("skill.toml", 'when = "', 'whem = "', "when", "its trigger"),
        ("skill.toml", 'when = "Someone asks to water plants."', 'when = " "', "when", "too short"),
        ("skill.toml", 'output = "', 'outputs = "', "output", "in the end"),
        ("skill.toml", 'hands_over = "', 'hand = "', "hands_over", "a person takes over"),
        ("skill.toml", '  "please water plants for me",\n', "", "examples", "at least five"),
        ("skill.toml", "tools = []", 'tools = ["format_disk"]', "tools", "no tool “format_disk”"),
        ("skill.toml", 'name = "water_plants"', 'name = "feed_cat"', "name", "the folder is called"),
        ("skill.toml", 'risk = "low"', 'risk = "none"', "risk", "'low', 'medium' or 'high'"),
        ("skill.toml", 'label = "What is needed"', "", "inputs[1].label", "missing"),
        ("skill.toml", 'label = "What', 'pattern = "("\nlabel = "What', "inputs.what.pattern", "expression"),
        ("skill.toml", 'title = "', "title = ", "the whole file", "not valid TOML"),
        ("skill.py", "return None", "return None)", "line 13", "Python says"),
        ("skill.py", "from skills import", "from nowhere import", "line 3", "Python says"),
        ("skill.py", "@step", "# @step", "steps", "no step"),
        ("skill.py", '@step("Answer")\nasync def', '@step("Answer")\ndef', "steps", "async"),
        ("skill.py", '"Answer"', '"Understand the request"', "steps", "same title"),
    ],
)
def test_each_fault_names_its_file_and_key(
    place: Path, file: str, old: str, new: str, key: str, sentence: str
) -> None:
    change(place / "water_plants" / file, old, new)
    create(place, "sound", TODAY)
    catalog = load([place])
    assert list(catalog.skills) == ["sound"]
    found = [fault for fault in catalog.faults if fault.key == key]
    assert found, catalog.faults
    assert found[0].file.endswith(f"water_plants/{file}")
    assert sentence in found[0].sentence


def test_six_steps_are_too_many(place: Path) -> None:
    code = place / "water_plants" / "skill.py"
    more = (f'@step("More {n}")\nasync def more_{n}(run: Run) -> None: ...\n' for n in range(4))
    code.write_text(code.read_text() + "\n".join(more), encoding="utf-8")
    (fault,) = load([place]).faults
    assert "6 steps" in fault.sentence


def test_code_without_a_badge_is_a_fault(place: Path) -> None:
    (place / "water_plants" / "skill.toml").unlink()
    (fault,) = load([place]).faults
    assert fault.file.endswith("skill.toml")


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (fault,) = load([tmp_path / "nowhere"]).faults
    assert "no such folder" in fault.sentence


def test_a_name_taken_twice_keeps_the_first(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    create(other, "water_plants", TODAY)
    catalog = load([place, other])
    assert catalog.skills["water_plants"].folder.parent == place
    assert len(catalog.faults) == 1


def test_the_hash_changes_with_the_code_but_not_with_the_examples(place: Path) -> None:
    before = load([place]).skills["water_plants"].code_hash
    change(place / "water_plants" / "skill.toml", "please water", "kindly water")
    assert load([place]).skills["water_plants"].code_hash == before
    change(place / "water_plants" / "skill.py", "Noted", "Understood")
    assert load([place]).skills["water_plants"].code_hash != before


def test_a_skill_may_have_modules_of_its_own(place: Path) -> None:
    folder = place / "water_plants"
    (folder / "litres.py").write_text('"""How much."""\n\nENOUGH = 2\n', encoding="utf-8")
    change(folder / "skill.py", "from skills import", "from .litres import ENOUGH\nfrom skills import")
    assert load([place]).faults == ()


def test_a_review_that_is_past_due_is_named(place: Path) -> None:
    (fault,) = check(load([place]), date(2028, 1, 1))
    assert fault.key == "review_by"


def test_an_example_of_two_skills_is_named_in_both(place: Path) -> None:
    create(place, "feed_cat", TODAY)
    change(place / "feed_cat" / "skill.toml", '"please feed cat for me"', '"Please water plants for me."')
    assert [fault.key for fault in check(load([place]), TODAY)] == ["examples", "examples"]


def test_tools_on_the_badge_and_in_the_code_must_agree(place: Path) -> None:
    change(place / "water_plants" / "skill.toml", "tools = []", 'tools = ["laptops"]')
    change(place / "water_plants" / "skill.py", "return Done(", "await run.tools.factors()\n    return Done(")
    faults = {fault.key: fault.file for fault in check(load([place]), TODAY)}
    assert faults["factors"].endswith("skill.py")
    assert faults["tools"].endswith("skill.toml")


def test_what_is_to_be_held_must_be_found(place: Path) -> None:
    change(place / "water_plants" / "skill.toml", "tools = []", 'tools = []\nholds = "plant {plant} {pot}"')
    change(place / "water_plants" / "skill.py", "return Done(", 'run.found["pot"] = 1\n    return Done(')
    (fault,) = check(load([place]), TODAY)
    assert fault.key == "holds"
    assert "“plant”" in fault.sentence


@pytest.mark.parametrize(
    "holds", ["account {system", "account {}", "account {a.b}", "{system!r}", "{system:>9}"]
)
def test_what_is_held_is_named_in_plain_braces(place: Path, holds: str) -> None:
    change(place / "water_plants" / "skill.toml", "tools = []", f"tools = []\nholds = '{holds}'")
    (fault,) = load([place]).faults
    assert fault.key == "holds"


async def test_a_badge_alone_asks_what_is_missing_and_hands_over(place: Path) -> None:
    (place / "water_plants" / "skill.py").unlink()
    steps = load([place]).skills["water_plants"].steps
    run = Run("water plants", ADA, FakeTools())
    at, ending = await play(steps, run)
    assert "exactly" in str(ending)
    run.inputs["what"] = "the ficus"
    _, ending = await play(steps, run, at)
    assert isinstance(ending, HandOff)
    assert ending.reason == "Water plants; What is needed: the ficus."
