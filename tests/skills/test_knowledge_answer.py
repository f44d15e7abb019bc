"""Stories about questions to the handbook."""

import pytest

from skills import Done, Person, Quote
from tests.fakes_tools import BEN, FakeTools
from tests.skills.talk import Talk, asked, done, handed_over, labels

PARKING = Quote("Parking", "Parking is free in Austin.", "parking.md", "all")
US = Quote("PTO", "18 days of PTO.", "leave-us.md", "US")
INDIA = Quote("Earned leave", "18 days of earned leave.", "leave-india.md", "India")


async def test_an_answer_is_the_passage_with_its_source() -> None:
    ending = await Talk("knowledge_answer", FakeTools(passages=[PARKING])).says("is parking free?")
    assert isinstance(ending, Done)
    assert ending.quotes == (PARKING,)


async def test_the_same_question_has_another_answer_in_another_country() -> None:
    tools = FakeTools(passages=[US, INDIA])
    us = await Talk("knowledge_answer", tools).says("how many days of leave?")
    india = await Talk("knowledge_answer", tools, BEN).says("how many days of leave?")
    assert isinstance(us, Done)
    assert isinstance(india, Done)
    assert (us.quotes, india.quotes) == ((US,), (INDIA,))


async def test_a_country_named_in_the_question_counts() -> None:
    ending = await Talk("knowledge_answer", FakeTools(passages=[US, INDIA])).says("days of leave in India?")
    assert isinstance(ending, Done)
    assert ending.quotes == (INDIA,)


@pytest.mark.parametrize("answer", ["US", "usa", "us"])
async def test_an_unknown_country_is_asked_when_it_matters(answer: str) -> None:
    talk = Talk("knowledge_answer", FakeTools(passages=[US, INDIA]), Person("sara", "Sara"))
    assert labels(await talk.says("let us know: how much leave?")) == ["US", "India"]
    assert "PTO" in done(await talk.says(answer))


async def test_a_question_for_everybody_asks_for_no_country() -> None:
    talk = Talk("knowledge_answer", FakeTools(passages=[PARKING, US]), Person("sara", "Sara"))
    done(await talk.says("parking?"))


async def test_what_the_handbook_does_not_say_is_an_honest_no_with_an_offer() -> None:
    talk = Talk("knowledge_answer")
    assert "does not say" in asked(await talk.says("may I bring my dog?")).question
    assert "may I bring my dog?" in handed_over(await talk.says("Ask a person"))


async def test_the_offer_can_be_declined() -> None:
    talk = Talk("knowledge_answer")
    await talk.says("may I bring my dog?")
    done(await talk.says("no, thanks"))


async def test_a_handbook_that_is_refused_or_down_is_handed_over() -> None:
    refused = Talk("knowledge_answer", FakeTools(refuses={"search_handbook"}))
    assert "was refused" in handed_over(await refused.says("parking?"))
    down = Talk("knowledge_answer", FakeTools(down={"search_handbook"}))
    assert "does not answer" in handed_over(await down.says("parking?"))


async def test_what_holds_only_elsewhere_is_no_answer() -> None:
    talk = Talk("knowledge_answer", FakeTools(passages=[INDIA, PARKING]))
    assert "does not say" in asked(await talk.says("how does earned leave work?")).question
