"""Who the coworkers are: their role files, read and checked, and which of them does what."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from skills.contract import Badge
from skills.faults import Fault

BUILT_IN = Path(__file__).parent / "roles"


class Coworker(BaseModel):
    """A coworker as its role file describes it.

    `scope` says what it does, `never` what it never does, `hands_over` when a person takes over; each is
    a list of sentences people read. `manager` is the Slack user id or e-mail address of the person who
    answers for it. The first of `desks` is its home. Below the confidence `sure_from` none of its skills
    runs unasked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    title: str = Field(min_length=1)
    role: str = Field(min_length=1)
    tone: str = Field(min_length=1)
    introduction: str = Field(min_length=1)
    scope: tuple[str, ...] = Field(min_length=1)
    never: tuple[str, ...] = Field(min_length=1)
    hands_over: tuple[str, ...] = Field(min_length=1)
    skills: tuple[str, ...]
    desks: tuple[str, ...] = Field(min_length=1)
    manager: str | None = None
    sure_from: float = Field(default=0.0, ge=0, le=1)

    @property
    def called(self) -> str:
        """Its name as people write it."""
        return self.name.replace("_", " ").title()


@dataclass(frozen=True)
class Roster:
    """All coworkers by name, the badges of their skills, and what is wrong in the role files."""

    coworkers: Mapping[str, Coworker]
    badges: Mapping[str, Badge]
    faults: tuple[Fault, ...] = ()

    @classmethod
    def load(cls, folders: Sequence[Path], badges: Mapping[str, Badge], desks: Collection[str]) -> "Roster":
        """Read `<folder>/<name>.toml` of every folder; a file in a later folder replaces its namesake.

        A skill that no role file lists goes to the coworker of the desk on its badge, so that a new skill
        works without an edit here. A faulty file costs only its own coworker.
        """
        faults = [
            Fault(str(folder), "the folder", "There is no such folder of role files.")
            for folder in folders
            if not folder.is_dir()
        ]
        files = {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}
        coworkers: dict[str, Coworker] = {}
        for path in files.values():
            read = _read(path)
            if isinstance(read, Coworker):
                faults += _unknown(path, read, badges, desks)
                coworkers[read.name] = _narrow(read, badges, desks)
            else:
                faults.append(read)
        able = {name: each for name, each in coworkers.items() if each.desks}
        return cls(*_adopt(able, badges, faults))

    def get(self, name: str) -> Coworker | None:
        """The coworker of this name, however it is written."""
        return self.coworkers.get(name.strip().lstrip("@").casefold())

    def all(self) -> tuple[Coworker, ...]:
        """Every coworker, by name."""
        return tuple(self.coworkers[name] for name in sorted(self.coworkers))

    def for_desk(self, desk: str) -> Coworker | None:
        """The coworker who works for a desk; one whose home it is comes first."""
        able = [each for each in self.all() if desk in each.desks]
        return min(able, key=lambda each: each.desks.index(desk), default=None)

    def for_skill(self, skill: str, desk: str = "") -> Coworker | None:
        """Who does it. Of several, the one who works for `desk`, else for the desk on the skill's badge."""
        able = [each for each in self.all() if skill in each.skills]
        home = self.badges[skill].desk if skill in self.badges else ""
        return min(able, key=lambda each: (desk not in each.desks, home not in each.desks), default=None)

    def sure_from(self, skill: str) -> float:
        """The confidence below which a skill does not run unasked: its badge's or coworker's, the higher."""
        keeper = self.for_skill(skill)
        return max(self.badges[skill].sure_from, keeper.sure_from if keeper else 0.0)

    def tools(self, coworker: Coworker) -> tuple[str, ...]:
        """The tools on the badges of its skills: all it can ever be handed."""
        return tuple(sorted({tool for skill in coworker.skills for tool in self.badges[skill].tools}))


def _read(path: Path) -> Coworker | Fault:
    try:
        coworker = Coworker.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        return Fault(str(path), "the file", f"This is not valid TOML: {error}.")
    except UnicodeDecodeError:
        return Fault(str(path), "the file", "This is not a UTF-8 text file.")
    except OSError as error:
        return Fault(str(path), "the file", f"This file cannot be read: {error.strerror}.")
    except ValidationError as error:
        return _refused(path, error)
    if coworker.name != path.stem:
        return Fault(str(path), "name", f"`{coworker.name}` must be called like its file: `{path.stem}`.")
    return coworker


def _refused(path: Path, error: ValidationError) -> Fault:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    sentences = {
        "missing": "This is missing; every role file says it.",
        "extra_forbidden": "This is not something a role file can say.",
        "too_short": "This must not be empty.",
        "string_too_short": "This must not be empty.",
    }
    return Fault(str(path), key, sentences.get(first["type"], f"{first['msg']}."))


def _unknown(
    path: Path, coworker: Coworker, badges: Mapping[str, Badge], desks: Collection[str]
) -> Iterator[Fault]:
    file = str(path)
    for skill in set(coworker.skills) - set(badges):
        yield Fault(file, "skills", f"There is no skill `{skill}`.")
    for desk in set(coworker.desks) - set(desks):
        yield Fault(file, "desks", f"There is no desk `{desk}` to take over from {coworker.called}.")


def _narrow(coworker: Coworker, badges: Mapping[str, Badge], desks: Collection[str]) -> Coworker:
    known = {
        "skills": tuple(skill for skill in coworker.skills if skill in badges),
        "desks": tuple(desk for desk in coworker.desks if desk in desks),
    }
    return coworker.model_copy(update=known)


def _adopt(
    coworkers: dict[str, Coworker], badges: Mapping[str, Badge], faults: list[Fault]
) -> tuple[dict[str, Coworker], Mapping[str, Badge], tuple[Fault, ...]]:
    held = {skill for each in coworkers.values() for skill in each.skills}
    for skill in sorted(set(badges) - held):
        desk = badges[skill].desk
        keeper = Roster(coworkers, badges).for_desk(desk)
        if keeper is None:
            faults.append(Fault(f"{skill}/skill.toml", "desk", f"No coworker works for the desk `{desk}`."))
        else:
            coworkers[keeper.name] = keeper.model_copy(update={"skills": (*keeper.skills, skill)})
    return coworkers, badges, tuple(faults)
