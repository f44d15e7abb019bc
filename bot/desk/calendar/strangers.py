"""People whom baton.toml names for a desk and who are not there, or do not work at it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from bot.desk.calendar.rota import USER_GROUP, Rota
from bot.governance.people import People, refusal
from bot.settings import DeskSettings


@dataclass(frozen=True)
class Stranger:
    """What is wrong with a name, and the key in baton.toml under which it stands."""

    key: str
    sentence: str

    def __str__(self) -> str:
        return f"`{self.key}`: {self.sentence}"


async def strangers(people: People, desks: Mapping[str, DeskSettings]) -> list[Stranger]:
    """Every name that means nobody, or nobody of the desk where it has to be one of its staff."""
    rota = Rota(people, desks)
    return [
        Stranger(f"desks.{desk}.{key}", sentence)
        for desk, settings in desks.items()
        for key, names in _named(settings).items()
        if names
        async for sentence in _wrong(people, rota, desk, key, names)
    ]


def _named(settings: DeskSettings) -> dict[str, Sequence[str]]:
    return {
        "staff": settings.staff,
        "fallback": [settings.fallback] if settings.fallback else [],
        "oncall": settings.oncall,
        "escalation": settings.escalation,
        **{f"groups.{name}": members for name, members in settings.groups.items()},
    }


ANYBODY = frozenset({"staff", "escalation"})
"""Keys under which somebody may stand who is not of the staff, or is so by standing there."""


async def _wrong(people: People, rota: Rota, desk: str, key: str, names: Sequence[str]) -> AsyncIterator[str]:
    staff = await people.staff(desk)
    for name in names:
        found = await rota.who([name])
        here = [one for one in found if refusal(await people.member(one)) is None]
        if not here:
            yield _nobody(name)
        elif key not in ANYBODY and staff and not staff.intersection(here):
            yield f"{name} is not on the staff of this desk."


def _nobody(name: str) -> str:
    if USER_GROUP.fullmatch(name):
        return f"the user group {name} does not exist, or nobody is in it."
    return f"nobody here has the address {name}." if "@" in name else f"{name} is nobody who works here."
