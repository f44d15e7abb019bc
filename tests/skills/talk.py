"""A person and a skill, alone in a room: a story says something and looks at what comes back."""

from dataclasses import dataclass, field
from datetime import date

from skills import Ask, Done, Ending, HandOff, Person, Run
from skills.catalog import load
from skills.running import play
from tests.fakes_tools import ADA, FakeTools

CATALOG = load()
WEDNESDAY = date(2026, 11, 18)


@dataclass
class Talk:
    """One request; `says` begins it or answers the last question, and returns what the skill ends with."""

    skill: str
    tools: FakeTools = field(default_factory=FakeTools)
    person: Person = ADA
    today: date = WEDNESDAY
    inputs: dict[str, str] = field(default_factory=dict)
    run: Run | None = None
    at: int = 0
    ending: Ending | None = None

    async def says(self, text: str) -> Ending:
        """The first sentence, or the answer to the question."""
        if self.run is None:
            self.run = Run(text, self.person, self.tools, dict(self.inputs), today=self.today)
        elif isinstance(self.ending, Ask):
            self.run.inputs[self.ending.fills] = text
        return await self._go_on(self.run)

    async def submits(self, **fields: str) -> Ending:
        """The form under the last question."""
        assert self.run is not None
        assert isinstance(self.ending, Ask)
        assert set(fields) <= {f.name for f in self.ending.form}
        self.run.inputs |= fields
        return await self._go_on(self.run)

    async def _go_on(self, run: Run) -> Ending:
        self.at, self.ending = await play(CATALOG.skills[self.skill].steps, run, self.at)
        return self.ending


def asked(ending: Ending) -> Ask:
    """The question; fails where the skill ended otherwise."""
    assert isinstance(ending, Ask), ending
    return ending


def done(ending: Ending) -> str:
    """The text of the result; fails where the skill ended otherwise."""
    assert isinstance(ending, Done), ending
    return ending.text


def handed_over(ending: Ending) -> str:
    """The reason for the desk; fails where the skill ended otherwise."""
    assert isinstance(ending, HandOff), ending
    return ending.reason


def labels(ending: Ending) -> list[str]:
    """The buttons under the question."""
    return [choice.label for choice in asked(ending).choices]
