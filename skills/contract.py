"""What a skill is made of: its badge, its steps, the three ways it can end, the tools it is handed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Annotated, Literal, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict, JsonValue, StringConstraints
from pydantic import Field as Constraint

MAX_STEPS = 5


class ToolDenied(Exception):
    """The company's systems refused this action for this person."""


class ToolUnavailable(Exception):
    """The system behind a tool could not be reached."""


@dataclass(frozen=True)
class Choice:
    """One button under a question: what it says and the value it fills in."""

    label: str
    value: str


class Input(StrEnum):
    """How a form field is filled in."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    name: str
    label: str
    kind: Input = Input.TEXT
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Ask:
    """The skill needs something from the person; the same step runs again with the answer in `run.inputs`.

    `fills` names the input that a line of text or a button fills; with `form` the fields are offered
    as a form as well, and a line of text still fills `fills` (the skill reads it as it can).
    """

    question: str
    fills: str
    choices: tuple[Choice, ...] = ()
    form: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Quote:
    """A passage an answer rests on. `country`: whose employees it holds for; empty or `all`: everybody's.

    `link`: where it was published; `restricted`: only some may read it, so what others see must not name it.
    """

    title: str
    text: str
    source: str
    country: str = ""
    link: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class Done:
    """The work is done; `text` is Markdown for the person."""

    text: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class HandOff:
    """A person has to take over; `reason` is a sentence for the desk.

    `rule` is the machine's name for it where the runner hands over, not the skill: stuck, changed, error.
    """

    reason: str
    suggestion: str = ""
    rule: str = ""


Ending = Ask | Done | HandOff


@dataclass(frozen=True)
class Person:
    """The employee a skill works for, as the company directory knows them."""

    id: str
    name: str
    email: str = ""
    country: str = ""
    kind: str = ""
    manager: str = ""
    timezone: str = "UTC"


@dataclass(frozen=True)
class Account:
    """A person's account in one system.

    `recovery` is where links are sent, masked (`a•••@home.example`); empty when there is no such address.
    `covers`: what else people call it, and what else it signs them in to.
    """

    system: str
    login: str
    state: Literal["active", "locked", "disabled"]
    recovery: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Factor:
    """A second factor a person signs in with: a phone, a security key, an authenticator app."""

    id: str
    kind: str
    label: str
    state: Literal["active", "lost", "removed"]


@dataclass(frozen=True)
class Device:
    """A laptop and what its health agent last reported. Sizes are GB, percentages 0-100, uptime days."""

    asset: str
    name: str
    system: str
    age_years: float
    disk_free_gb: float
    disk_size_gb: float
    disk_errors: int
    memory_gb: int
    memory_used_pct: int
    cpu_pct: int
    hungriest: str
    uptime_days: int
    updates_pending: int
    battery_health_pct: int
    seen: str


@dataclass(frozen=True)
class LeaveBalance:
    """Days of one kind of leave: entitled in the leave year, taken, booked ahead, and left."""

    kind: str
    entitled: float
    taken: float
    booked: float

    @property
    def left(self) -> float:
        """Days that can still be asked for."""
        return self.entitled - self.taken - self.booked


class Tools(Protocol):
    """Everything skills can be handed. A skill gets only the tools on its badge; the rest raise ToolDenied.

    Every call may raise ToolDenied or ToolUnavailable. Calls that change something happen at most once
    for one step of one request, however often the step is run again after a crash.
    """

    async def accounts(self) -> list[Account]: ...
    async def reset_password(self, system: str) -> str:
        """Send a one-time reset link to the recovery address; returns the address, masked."""
        ...

    async def unlock_account(self, system: str) -> None: ...
    async def factors(self) -> list[Factor]: ...
    async def reset_factor(self, factor_id: str) -> str:
        """Remove a second factor and send an enrolment link; returns where it went, masked."""
        ...

    async def laptops(self) -> list[Device]: ...
    async def device_health(self, asset: str) -> Device: ...
    async def leave_balances(self) -> list[LeaveBalance]: ...
    async def request_leave(self, kind: str, first: date, last: date, days: float) -> str:
        """File a leave request; returns its number."""
        ...

    async def search_handbook(self, question: str) -> list[Quote]:
        """The passages that answer the question, best first; empty when the handbook does not say."""
        ...


@dataclass
class Run:
    """One request in the hands of a skill.

    `inputs` holds what is known (given in words, buttons, forms, or remembered); `found` is scratch
    space that survives between steps and crashes; `request` is the person's own first sentence.
    """

    request: str
    person: Person
    tools: Tools
    inputs: dict[str, str] = field(default_factory=dict)
    found: dict[str, JsonValue] = field(default_factory=dict)
    today: date = field(default_factory=date.today)


Behaviour = Callable[[Run], Awaitable[Ending | None]]


@dataclass(frozen=True)
class Step:
    """A named, checkpointed piece of a skill; None means: go on with the next step."""

    title: str
    run: Behaviour
    checkpoint: bool = False


def step(title: str, *, checkpoint: bool = False) -> Callable[[Behaviour], Step]:
    """Make a function a step. `checkpoint=True` marks the point where a person approves before it runs."""

    def wrap(run: Behaviour) -> Step:
        return Step(title, run, checkpoint)

    return wrap


Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Wanted(BaseModel):
    """An input on the badge: what it is called, what to ask for it, and what it may look like.

    `pattern` finds it in a person's own words (its first group that matched, or all of it). With `remember`
    the answer holds beyond this request (a country); otherwise it must not be carried over (dates).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Constraint(pattern=r"^[a-z][a-z_]*$")
    label: Filled
    question: Filled
    pattern: str = ""
    choices: list[str] = []
    optional: bool = False
    remember: bool = False


def well_formed(text: str) -> str:
    """The text; raises ValueError unless its braces are names."""
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None and not (name.isidentifier() and not form and not conversion):
            raise ValueError("must have only names in braces, as in `account {system}`")
    return text


class Badge(BaseModel):
    """What an admin reviews before a skill may work: `skill.toml`, without a line of Python.

    `next_step`: what the desk does first with what a gathering skill hands over. `holds`: what it works on,
    with names from `run.found` in braces, one request at a time. `sure_from`: below, it never runs unasked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Constraint(pattern=r"^[a-z][a-z_]*$")
    title: Filled
    owner: Filled
    desk: Filled
    when: Filled
    examples: list[Filled] = Constraint(min_length=5)
    inputs: list[Wanted] = []
    tools: list[str] = []
    risk: Literal["low", "medium", "high"]
    reversible: bool = True
    output: Filled
    hands_over: Filled
    sure_from: float = Constraint(default=0.0, ge=0, le=1)
    next_step: str = ""
    holds: Annotated[str, AfterValidator(well_formed)] = ""
    minutes_saved: int = Constraint(ge=0, le=480)
    review_by: date
