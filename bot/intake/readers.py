"""By which names articles know a person: the desks they work at, their groups, country, employment."""

from collections.abc import Mapping, Sequence

from bot.governance.access import is_named
from bot.governance.people import People
from skills import Person


class Readers:
    """Asked at every look into the handbook, so that who may read what is judged when it is read."""

    def __init__(self, people: People, desks: Sequence[str], groups: Mapping[str, Sequence[str]]) -> None:
        self._people = people
        self._desks = frozenset(desks)
        self._groups = groups

    async def names(self, user: str, person: Person, wanted: frozenset[str]) -> frozenset[str]:
        """Those of the wanted names (lower-case) that are this person's.

        A desk or a group is never taken for a country of the same name (`it` is a desk, not Italy).
        """
        taken = self._desks | {group.lower() for group in self._groups}
        told = {person.country.lower(), person.kind.lower()} - taken - {""}
        return frozenset(told & wanted) | await self._desks_of(user, wanted) | await self._in(user, wanted)

    async def _desks_of(self, user: str, wanted: frozenset[str]) -> frozenset[str]:
        desks = [desk for desk in self._desks if desk.lower() in wanted]
        return frozenset([desk.lower() for desk in desks if user in await self._people.staff(desk)])

    async def _in(self, user: str, wanted: frozenset[str]) -> frozenset[str]:
        groups = {name: who for name, who in self._groups.items() if name.lower() in wanted}
        if not groups:
            return frozenset()
        member = await self._people.member(user)
        return frozenset(
            name.lower() for name, who in groups.items() if any(is_named(member, one) for one in who)
        )
