"""Which person answers for a coworker; there is always one, and a missing one is said aloud."""

from dataclasses import dataclass

from bot.coworkers.roster import Coworker
from bot.coworkers.words import harmless
from bot.governance.people import People, refusal


@dataclass(frozen=True)
class Manager:
    """Who answers for a coworker. `id` is "" where only an e-mail address is known.

    `missing` says why somebody stands in ("" when nobody has to).
    """

    id: str
    name: str
    missing: str = ""


async def manager_of(people: People, coworker: Coworker) -> Manager:
    """The manager named in the role file; where there is none, or no longer, the first owner stands in."""
    if not coworker.manager:
        return await _stand_in(people, f"{coworker.called} has no manager yet.")
    if "@" in coworker.manager:
        return Manager("", harmless(coworker.manager))
    named = await people.member(coworker.manager)
    if refusal(named) is not None:
        return await _stand_in(people, f"{coworker.called}'s manager has left.")
    return Manager(named.id, harmless(named.name))


async def answers_for(people: People, coworker: Coworker) -> str:
    """The user id or e-mail address that counts as this coworker's manager, for `roles_of`."""
    manager = await manager_of(people, coworker)
    return manager.id or coworker.manager or ""


async def _stand_in(people: People, missing: str) -> Manager:
    owner = await people.owner()
    name = harmless((await people.member(owner)).name) if owner else "nobody"
    return Manager(owner, name, missing)
