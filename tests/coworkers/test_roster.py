"""Role files: the built-in ones are sound, a broken one costs only its own coworker and says why."""

from pathlib import Path

import pytest

from bot.coworkers.roster import BUILT_IN, Roster
from bot.settings import DEFAULT_DESKS
from skills.contract import Badge

MIA = """
name = "mia"
title = "Payroll coworker"
role = "Answers questions about pay slips."
tone = "Plain."
introduction = "I look after pay slips."
scope = ["Pay slips"]
never = ["Change pay"]
hands_over = ["Always when asked"]
skills = ["payslip"]
desks = ["hr"]
"""


def badge(name: str, desk: str, *tools: str) -> Badge:
    """A badge with as little on it as may be."""
    return Badge.model_validate(
        {
            "name": name,
            "title": name.title(),
            "owner": desk,
            "desk": desk,
            "when": "Now and then.",
            "examples": [f"{name} {number}" for number in range(5)],
            "tools": tools,
            "risk": "low",
            "output": "Something.",
            "hands_over": "When asked.",
            "minutes_saved": 5,
            "review_by": "2030-01-01",
        }
    )


PAYSLIP = {"payslip": badge("payslip", "hr", "payroll")}


def write(folder: Path, text: str, name: str = "mia") -> Path:
    """A role file in a folder of its own."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text)
    return folder


def test_the_built_in_roles_have_no_fault_and_do_every_built_in_skill(roster: Roster) -> None:
    assert roster.faults == ()
    assert [each.name for each in roster.all()] == ["bob", "jordan"]
    assert all(roster.for_skill(skill) for skill in roster.badges)


@pytest.mark.parametrize(
    ("desk", "name"), [("it", "jordan"), ("hr", "bob"), ("facilities", "bob"), ("legal", None)]
)
def test_every_desk_has_its_coworker(roster: Roster, desk: str, name: str | None) -> None:
    found = roster.for_desk(desk)
    assert (found.name if found else None) == name


def test_a_skill_of_two_goes_to_who_works_for_the_desk_asked_for_else_for_its_own(roster: Roster) -> None:
    names = [
        found.name
        for desk in ("it", "facilities", "")
        if (found := roster.for_skill("knowledge_answer", desk))
    ]
    assert names == ["jordan", "bob", "bob"]


def test_no_coworker_has_a_tool_of_the_other(roster: Roster) -> None:
    jordan, bob = roster.coworkers["jordan"], roster.coworkers["bob"]
    assert set(roster.tools(jordan)) & set(roster.tools(bob)) == {"search_handbook"}
    assert "request_leave" not in roster.tools(jordan)
    assert "reset_password" not in roster.tools(bob)


@pytest.mark.parametrize("written", ["jordan", "Jordan", " @jordan "])
def test_a_coworker_is_found_however_its_name_is_written(roster: Roster, written: str) -> None:
    found = roster.get(written)
    assert found is not None
    assert found.called == "Jordan"


@pytest.mark.parametrize(
    ("text", "key", "part"),
    [
        (MIA.replace('tone = "Plain."\n', ""), "tone", "missing"),
        (MIA.replace('["Pay slips"]', "[]"), "scope", "empty"),
        (MIA.replace('["hr"]', "[]"), "desks", "empty"),
        (MIA.replace('["hr"]', '["hr", "moon"]'), "desks", "`moon`"),
        (MIA.replace('["payslip"]', '["payslip", "payslop"]'), "skills", "`payslop`"),
        (MIA.replace('name = "mia"', 'name = "mina"'), "name", "`mia`"),
        (MIA.replace('name = "mia"', 'name = "Mia Two"'), "name", "pattern"),
        (MIA + 'salary = "none"\n', "salary", "not something"),
        (MIA.replace('skills = ["payslip"]', 'skills = "payslip"'), "skills", "tuple"),
        ("name = ", "the file", "TOML"),
    ],
)
def test_what_is_wrong_is_named_with_file_key_and_sentence(
    tmp_path: Path, text: str, key: str, part: str
) -> None:
    fault = Roster.load([write(tmp_path / "roles", text)], PAYSLIP, DEFAULT_DESKS).faults[0]
    assert (fault.file, fault.key) == (str(tmp_path / "roles" / "mia.toml"), key)
    assert part in fault.sentence


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "mia.toml").write_bytes(b"\xff\xfe\x00")
    (fault,) = Roster.load([tmp_path], {}, DEFAULT_DESKS).faults
    assert fault.sentence == "This is not a UTF-8 text file."


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (fault,) = Roster.load([tmp_path / "nowhere"], {}, DEFAULT_DESKS).faults
    assert fault.file == str(tmp_path / "nowhere")


def test_a_broken_file_leaves_the_others_working(tmp_path: Path, roster: Roster) -> None:
    found = Roster.load([BUILT_IN, write(tmp_path / "roles", "name = ")], roster.badges, DEFAULT_DESKS)
    assert [each.name for each in found.all()] == ["bob", "jordan"]
    assert len(found.faults) == 1


def test_a_coworker_whose_only_desk_is_unknown_does_not_work(tmp_path: Path) -> None:
    found = Roster.load([write(tmp_path / "roles", MIA.replace('["hr"]', '["moon"]'))], {}, DEFAULT_DESKS)
    assert found.all() == ()


def test_a_later_folder_replaces_a_coworker_of_the_same_name(tmp_path: Path, roster: Roster) -> None:
    jordan = (BUILT_IN / "jordan.toml").read_text() + 'manager = "UMIA"\n'
    found = Roster.load([BUILT_IN, write(tmp_path / "roles", jordan, "jordan")], roster.badges, DEFAULT_DESKS)
    assert found.faults == ()
    assert found.coworkers["jordan"].manager == "UMIA"


def test_a_new_skill_goes_to_the_coworker_of_its_desk(roster: Roster) -> None:
    badges = {**roster.badges, "fix_printer": badge("fix_printer", "it")}
    found = Roster.load([BUILT_IN], badges, DEFAULT_DESKS)
    assert found.faults == ()
    assert "fix_printer" in found.coworkers["jordan"].skills


def test_a_skill_without_anybody_to_do_it_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path / "roles", MIA)
    (fault,) = Roster.load(
        [folder], {**PAYSLIP, "fix_printer": badge("fix_printer", "it")}, DEFAULT_DESKS
    ).faults
    assert (fault.file, fault.key) == ("fix_printer/skill.toml", "desk")
