"""Answers from the handbook with the passage itself, or says honestly that the handbook does not say."""

from skills import Ask, Choice, Done, HandOff, Quote, Run, step
from skills.words import agrees, mentioned

COUNTRIES = {"US": ("US", "USA", "U.S.", "United States"), "India": ("India", "Indian")}


@step("Search the handbook")
async def search(run: Run) -> Ask | Done | None:
    found = await run.tools.search_handbook(run.request)
    country = country_of(run)
    if found and not country and found[0].country in COUNTRIES:
        choices = tuple(Choice(name, name) for name in COUNTRIES)
        return Ask("That differs by country. Where are you employed?", "country", choices)
    quote = best_for(country, found)
    return Done(answer_with(quote), (quote,)) if quote else None


@step("Offer a person")
async def offer(run: Run) -> Ask | Done | HandOff:
    answer = run.inputs.get("person", "")
    if not answer:
        return Ask(
            "The handbook does not say, and I would rather not guess. Shall I ask somebody who knows?",
            "person",
            (Choice("Ask a person", "yes"), Choice("No, thanks", "no")),
        )
    if agrees(answer) is False:
        return Done("All right. The question stays here, should you want to come back to it.")
    return HandOff(f"The handbook has no answer to: {run.request}")


def answer_with(quote: Quote) -> str:
    """The sentence above a quote; others may come to see it, so it does not name what few may read."""
    under = "" if quote.restricted else f" under “{quote.title}”"
    return f"This is what the handbook says{under}:"


def country_of(run: Run) -> str:
    """Named in the question, known from the directory, or answered; empty when nobody said."""
    named = mentioned(run.request, COUNTRIES) or mentioned(run.inputs.get("country", "").upper(), COUNTRIES)
    return named[0] if len(named) == 1 else run.person.country or run.inputs.get("country", "")


def best_for(country: str, found: list[Quote]) -> Quote | None:
    """The best passage; where that is another country's, the best of one's own country."""
    if found and found[0].country in ("", "all"):
        return found[0]
    return next((quote for quote in found if quote.country == country), None)
