"""One run of chaos, decided beforehand from its seed: who says what, which blows fall when."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

# None of these asks back: an open question would take the next message for its answer.
TEXTS = ("I forgot my Okta password", "what is the wifi for guests?", "hello there")
FAULTS = ("ratelimited", "error_before", "error_after", "drop_after", "delay")
METHODS = ("chat.postMessage",) * 8 + ("conversations.replies", "chat.update", "users.info")
STORY = 5
"""How many messages a story with a person in it takes."""


@dataclass(frozen=True)
class Plan:
    """What is to happen. `faults` and `repeats` are shares of the messages.

    One message in `between_stories` begins a whole story, with a person in it.
    """

    messages: int = 300
    kills: int = 10
    seed: int = 1
    replicas: int = 2
    faults: float = 0.1
    repeats: float = 0.05
    between_stories: int = 75

    @property
    def stories(self) -> int:
        """How many of the stories have a person in them."""
        return self.messages // self.between_stories

    @property
    def questions(self) -> int:
        """How many of the requests are answered with a question first."""
        return self.messages // 40

    @property
    def plain(self) -> int:
        """How many messages are answered at once."""
        return self.messages - self.questions - STORY * self.stories

    @property
    def answers(self) -> int:
        """How many requests there are to answer."""
        return self.plain + self.questions + self.stories

    @property
    def writers(self) -> int:
        """How many people say plain things, so that no channel's pace is the limit."""
        return max(10, min(200, self.messages // 10))

    @property
    def people(self) -> int:
        """Everybody who writes: each story has people of its own."""
        return self.writers + self.questions + self.stories


@dataclass(frozen=True)
class Line:
    """One message: after a pause (seconds), with a fault planted before it, delivered twice."""

    text: str
    pause: float
    fault: str
    method: str
    again: float


@dataclass(frozen=True)
class Blow:
    """What happens to replicas when so many requests have an answer, so many rows and seconds later.

    `how` is kill, or stop for SIGTERM. With `again`, it is killed once more so soon after its new start.
    """

    answers: int
    rows: int
    seconds: float
    how: str
    who: tuple[int, ...]
    again: float

    @property
    def kills(self) -> int:
        """How many processes are killed by it."""
        return len(self.who) * (2 if self.again else 1) if self.how == "kill" else 0


def bursts(plan: Plan, person: int) -> Iterator[list[Line]]:
    """What one person says: a few messages at a time, in a hurry, then they wait for the answers."""
    dice = random.Random(f"{plan.seed} {person}")
    left = plan.plain // plan.writers + (person < plan.plain % plan.writers)
    while left:
        size = min(left, dice.choice((1, 1, 1, 2, 3)))
        left -= size
        yield [_line(plan, dice) for _ in range(size)]


def _line(plan: Plan, dice: random.Random) -> Line:
    return Line(
        text=dice.choice(TEXTS),
        pause=dice.choice((0.0, dice.uniform(0, 0.1))),
        fault=dice.choice(FAULTS) if dice.random() < plan.faults else "",
        method=dice.choice(METHODS),
        again=dice.uniform(0.01, 1.5) if dice.random() < plan.repeats else 0.0,
    )


def blows(plan: Plan) -> list[Blow]:
    """Every blow of the run, in order; their kills are as many as were asked for."""
    dice = random.Random(f"{plan.seed} blows")
    made: list[Blow] = []
    while (left := plan.kills - sum(blow.kills for blow in made)) > 0:
        made.append(_blow(plan, dice, left))
    moments = sorted(dice.randrange(int(plan.answers * 0.9)) for _ in made)
    return [_at(blow, moment) for blow, moment in zip(made, moments, strict=True)]


def _blow(plan: Plan, dice: random.Random, left: int) -> Blow:
    kind = dice.choices(("one", "all", "again", "stop"), (70, 10, 8, 12))[0]
    everybody = tuple(range(plan.replicas))
    who = everybody if kind == "all" and left >= plan.replicas else (dice.choice(everybody),)
    return Blow(
        answers=0,
        rows=dice.randint(0, 12),
        seconds=dice.choice((0.0, dice.uniform(0, 0.03), dice.uniform(0, 0.2))),
        how="stop" if kind == "stop" else "kill",
        who=who,
        again=dice.uniform(0.05, 3.0) if kind == "again" and left >= 2 else 0.0,
    )


def _at(blow: Blow, answers: int) -> Blow:
    return Blow(**vars(blow) | {"answers": answers})
