"""By which names an article knows somebody: desks, groups, country, employment, and never by mistake."""

import pytest

from bot.intake.readers import Readers
from skills import Person
from tests.fakes import ADA, SAM, FakePeople

DESKS = ("it", "hr")
GROUPS = {"Finance": ("ada@corp.example",), "managers": ("USAM", "UHANA")}
ALL = frozenset({"it", "hr", "finance", "managers", "us", "full-time", "contractor"})


def readers() -> Readers:
    """For the small company of the fakes."""
    return Readers(FakePeople(), DESKS, GROUPS)


def person(country: str = "US", kind: str = "full-time") -> Person:
    """Somebody the directory knows."""
    return Person("p", "P", country=country, kind=kind)


async def test_country_employment_and_groups() -> None:
    assert await readers().names(ADA.id, person(), ALL) == {"us", "full-time", "finance"}


async def test_the_desks_one_works_at() -> None:
    assert await readers().names(SAM.id, person(), ALL) == {"it", "managers", "us", "full-time"}


@pytest.mark.parametrize("name", ["IT", "finance", "Managers"])
async def test_a_country_is_never_taken_for_a_desk_or_a_group(name: str) -> None:
    assert name.lower() not in await readers().names("UBEN", person(country=name, kind=name), ALL)


async def test_only_names_that_articles_use_are_looked_up() -> None:
    people = FakePeople()
    people.desks = {}
    assert await Readers(people, DESKS, GROUPS).names(SAM.id, person(), frozenset()) == frozenset()


async def test_somebody_unknown_to_the_directory_has_no_empty_name() -> None:
    assert await readers().names("UBEN", Person("p", "P"), ALL | {""}) == frozenset()
