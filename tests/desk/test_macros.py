"""Saved replies: placeholders are filled, and nothing else of a template does anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import macros
from bot.desk.macros import PLACEHOLDERS, MacroFault, check, fill
from bot.settings import DeskSettings
from bot.store.session import Sessions
from tests.fakes import TEAM

VALUES = dict.fromkeys(PLACEHOLDERS, "x") | {"first_name": "Ada", "ticket": "T-7"}


def test_placeholders_are_filled() -> None:
    assert fill("Hello {{ first_name }}, about {{ticket}}:", VALUES) == "Hello Ada, about T-7:"


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 10**8 }}",
        "{{ first_name * 3 }}",
        "{{ first_name|upper }}",
        "{{ first_name.__class__ }}",
        "{{ self }}",
        "{{ secret }}",
        "{{ ''.join(['a']) }}",
        "{% for x in range(10**9) %}a{% endfor %}",
        "{% include 'secrets' %}",
        "{% set a = 1 %}",
        "{{ name",
        "   ",
        "a" * 3_001,
    ],
)
def test_anything_else_of_a_template_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(MacroFault, match=r"\.$"):
        check(text)


@given(value=st.text())
def test_what_people_are_called_is_words_whatever_it_is(value: str) -> None:
    told = fill("Dear {{ name }}!", VALUES | {"name": value})
    assert told.startswith("Dear ")
    assert told.endswith("!")
    assert not {"<", ">", "`", "\n"} & set(told)


async def test_a_desk_s_own_replies_are_kept_by_name_and_the_file_s_go_before(store: Sessions) -> None:
    settings = DeskSettings(channel="it", macros={"hello": "From the file"})
    async with store.begin() as session:
        await macros.save(session, TEAM, "it", "hello", "Saved", "USAM")
        await macros.save(session, TEAM, "it", "bye", "Once", "USAM")
        await macros.save(session, TEAM, "it", "bye", "Goodbye {{ name }}", "USARA")
        await macros.save(session, TEAM, "hr", "other", "Not theirs", "UHANA")
        known = await macros.known(session, TEAM, "it", settings)
        assert known == {"bye": "Goodbye {{ name }}", "hello": "From the file"}
        assert await macros.drop(session, TEAM, "it", "bye")
        assert not await macros.drop(session, TEAM, "it", "bye")
