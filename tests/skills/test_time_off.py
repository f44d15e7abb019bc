"""Stories about leave, in the US and in India."""

from datetime import date

from skills import Input, Person
from tests.fakes_tools import BEN, FakeTools
from tests.skills.talk import Talk, asked, done, handed_over, labels


async def test_days_named_in_the_first_sentence_are_filed_without_a_question() -> None:
    talk = Talk("time_off")
    text = done(await talk.says("I would like 3 and 4 December off"))
    assert "Thu 3 December 2026" in text
    assert "Ruth Okafor is told" in text
    assert talk.tools.did == [
        ("request_leave", "PTO", date(2026, 12, 3), date(2026, 12, 3), 1.0),
        ("request_leave", "PTO", date(2026, 12, 4), date(2026, 12, 4), 1.0),
    ]


async def test_weekends_and_holidays_are_not_counted() -> None:
    talk = Talk("time_off")
    assert "Days left: 10." in done(await talk.says("off from 24 to 30 November"))
    assert talk.tools.did == [("request_leave", "PTO", date(2026, 11, 24), date(2026, 11, 30), 4.0)]


async def test_india_works_on_thanksgiving_but_not_on_gandhi_jayanti() -> None:
    talk = Talk("time_off", person=BEN, today=date(2026, 9, 28))
    done(await talk.says("earned leave from 1 to 5 October"))
    assert talk.tools.did[0][-1] == 2.0
    talk = Talk("time_off", person=BEN)
    done(await talk.says("one day of casual leave on 26 November"))
    assert talk.tools.did[0][-1] == 1.0


async def test_missing_days_are_asked_for_in_words_or_by_a_form() -> None:
    talk = Talk("time_off")
    question = asked(await talk.says("I need some days off"))
    assert [field.kind for field in question.form] == [Input.DATE, Input.DATE]
    done(await talk.submits(first="2026-12-07", last="2026-12-08"))
    assert talk.tools.did == [("request_leave", "PTO", date(2026, 12, 7), date(2026, 12, 8), 2.0)]


async def test_an_answer_in_words_does_as_well() -> None:
    talk = Talk("time_off")
    await talk.says("I need some days off")
    asked(await talk.says("sometime soon"))
    done(await talk.says("7 to 8 December"))
    assert talk.tools.did[0][-1] == 2.0


async def test_half_a_day_and_sick_leave() -> None:
    talk = Talk("time_off")
    done(await talk.says("half day tuesday morning"))
    done(await Talk("time_off", talk.tools).says("sick today"))
    assert [row[1:] for row in talk.tools.did] == [
        ("PTO", date(2026, 11, 24), date(2026, 11, 24), 0.5),
        ("sick", date(2026, 11, 18), date(2026, 11, 18), 1.0),
    ]


async def test_sick_leave_can_be_told_afterwards() -> None:
    talk = Talk("time_off")
    done(await talk.says("I was ill on 12 and 13 November"))
    assert talk.tools.did[0][2] == date(2026, 11, 12)


async def test_the_balance_differs_by_country() -> None:
    us = done(await Talk("time_off").says("how many days off do I have left?"))
    india = done(await Talk("time_off", person=BEN).says("how many days off do I have left?"))
    assert "PTO" in us
    assert "earned" not in us
    assert "PTO" not in india
    assert "casual" in india


async def test_an_unknown_country_is_asked_once() -> None:
    talk = Talk("time_off", person=Person("sara", "Sara"))
    assert labels(await talk.says("leave balance")) == ["US", "India"]
    assert "casual" in done(await talk.says("india"))
    known = Talk("time_off", person=Person("sara", "Sara"), inputs={"country": "India"})
    assert "casual" in done(await known.says("leave balance"))


async def test_a_country_without_rules_is_handed_over() -> None:
    talk = Talk("time_off", person=Person("sara", "Sara", country="Sweden"))
    assert "Sweden" in handed_over(await talk.says("leave balance"))


async def test_in_india_the_kind_is_asked_for_unless_it_is_named() -> None:
    talk = Talk("time_off", person=BEN)
    assert labels(await talk.says("leave on 7 December")) == ["Earned (10 left)", "Casual (2 left)"]
    done(await talk.says("casual please"))
    assert talk.tools.did[0][1] == "casual"


async def test_india_reads_the_day_first() -> None:
    talk = Talk("time_off", person=BEN)
    done(await talk.says("casual leave on 7/12"))
    assert talk.tools.did[0][2] == date(2026, 12, 7)


async def test_more_than_is_left_offers_fewer_days_or_a_person() -> None:
    fewer = Talk("time_off", person=BEN)
    question = asked(await fewer.says("casual leave from 7 to 10 December"))
    assert "4 days" in question.question
    assert "2 left" in question.question
    done(await fewer.says("7 and 8 December then"))
    assert sum(row[-1] for row in fewer.tools.did) == 2.0
    person = Talk("time_off", person=BEN)
    await person.says("casual leave from 7 to 10 December")
    assert "more casual leave" in handed_over(await person.says("a person"))
    assert person.tools.did == []


async def test_days_on_which_nobody_works_need_no_leave() -> None:
    talk = Talk("time_off")
    assert "no leave is needed" in asked(await talk.says("saturday off please")).question
    done(await talk.says("monday, sorry"))


async def test_cancelling_goes_to_hr() -> None:
    talk = Talk("time_off")
    assert "HR" in handed_over(await talk.says("please cancel my leave on 7 December"))
    assert talk.tools.did == []


async def test_a_refusal_is_handed_over() -> None:
    talk = Talk("time_off", FakeTools(refuses={"request_leave"}))
    assert "was refused" in handed_over(await talk.says("7 December off"))


async def test_a_leave_system_that_is_down_is_handed_over() -> None:
    talk = Talk("time_off", FakeTools(down={"leave_balances"}))
    assert "does not answer" in handed_over(await talk.says("7 December off"))


async def test_a_kind_of_another_country_is_asked_about() -> None:
    talk = Talk("time_off")
    assert labels(await talk.says("privilege leave on 7 December")) == ["PTO (14 left)", "Sick (9 left)"]
    assert talk.tools.did == []
