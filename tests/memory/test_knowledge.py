"""The handbook answers in its own words, or not at all, and never to those who may not read it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from memory import Embedder, Knowledge, LexicalEmbedder, load_embedder
from memory.articles import article, slug
from memory.embedding import Vectors
from memory.rereading import load_reader
from tests.memory.questions import ANSWERED, UNANSWERED

HANDBOOK = Path(__file__).parents[2] / "skills" / "knowledge_answer" / "handbook"

PAGE = """---
title: Bikes
owner: facilities
audience: [managers]
country: Norway
---
Lead sentence about bikes.

## Where to park {#ignored}
The racks are behind hall 3. [The map](https://maps.corp.example) shows them.

```
## not a heading
```
## Prices
| Rack | Price | Floor |
| --- | --- | --- |
| North | 5 NOK | 1 |
"""


class Counting:
    """An embedder that remembers what it was asked."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self._embedder = embedder
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the real one does."""
        self.texts += texts
        return self._embedder.embed(texts)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="module")
def handbook(embedder: Embedder) -> Knowledge:
    return Knowledge.load([HANDBOOK], embedder, reader=load_reader())


def test_an_article_is_cut_by_its_headings() -> None:
    parts = list(article(PAGE, "bikes.md"))
    assert [part.title for part in parts] == ["Bikes"] * 3
    assert parts[0].text == "Lead sentence about bikes."
    assert "The map shows them" in parts[1].text
    assert "## not a heading" in parts[1].text
    assert parts[2].source == "bikes.md#prices"
    assert parts[2].text == "North: Price 5 NOK, Floor 1"


def test_an_article_carries_who_may_read_it_and_where_it_holds() -> None:
    part = next(article(PAGE, "bikes.md"))
    assert part.audience == {"managers"}
    assert part.country == "Norway"


def test_a_page_without_front_matter_is_named_by_its_heading() -> None:
    assert [part.title for part in article("# Late trains\nTake the bus.", "x.md")] == ["Late trains"]


def test_broken_front_matter_names_the_file() -> None:
    with pytest.raises(ValueError, match=r"broken\.md"):
        list(article("---\ntitle: [\n---\ntext", "broken.md"))


def test_slugs_are_those_of_markdown_sites() -> None:
    assert slug("Doctor's note, please") == "doctors-note-please"


def test_the_quote_stands_in_the_article(handbook: Knowledge) -> None:
    found = handbook.answer("whom do I tell about a stolen laptop")
    assert found is not None
    assert found.source == "equipment.md#loss-and-theft"
    assert found.quote.split(". ")[0] in found.text


def test_the_right_article_comes_first(handbook: Knowledge) -> None:
    right = [q for q, page in ANSWERED if handbook.search(q)[0].source.startswith(page)]
    assert len(right) >= 0.85 * len(ANSWERED)


def test_the_right_article_answers(handbook: Knowledge) -> None:
    right = [q for q, page in ANSWERED if (p := handbook.answer(q)) and p.source.startswith(page)]
    assert len(right) >= 0.75 * len(ANSWERED)


def test_what_the_handbook_does_not_say_is_not_answered(handbook: Knowledge) -> None:
    assert sum(handbook.answer(question) is not None for question in UNANSWERED) <= 0.1 * len(UNANSWERED)


def test_what_was_embedded_before_is_not_embedded_again(embedder: Embedder) -> None:
    asked = Counting(embedder)
    pages = {"bikes": "# Bikes\nRacks are behind hall 3.\n", "trains": "# Trains\nTake the bus.\n"}
    before = Knowledge([part for name, page in pages.items() for part in article(page, name)], asked)
    pages["trains"] = "# Trains\nTake the tram.\n"
    asked.texts.clear()
    after = Knowledge(
        [part for name, page in pages.items() for part in article(page, name)], asked, before=before
    )
    assert asked.texts == ["Trains\nTake the tram."]
    assert after.search("which tram")[0].text == "Take the tram."


def test_comments_and_shortcodes_are_not_read() -> None:
    page = f"# Leave\nAsk <!-- {'secret ' * 500} -->early{{% page 'x' %}}. An arrow <!-- stays.\n"
    assert [part.text for part in article(page, "leave.md")] == ["Ask early. An arrow <!-- stays."]


def test_headings_above_a_section_are_kept() -> None:
    page = "# Leave\n## Types\n### Annual\nFour hours.\n## Asking\nEarly.\n"
    assert [part.path for part in article(page, "leave.md")] == ["Leave > Types > Annual", "Leave > Asking"]


def test_the_lexical_floor_answers_some_and_makes_up_little() -> None:
    floor = Knowledge.load([HANDBOOK], LexicalEmbedder())
    right = [q for q, page in ANSWERED if (p := floor.answer(q)) and p.source.startswith(page)]
    assert len(right) >= 0.4 * len(ANSWERED)
    assert sum(floor.answer(question) is not None for question in UNANSWERED) <= 0.15 * len(UNANSWERED)


def test_a_country_chooses_between_articles(embedder: Embedder, tmp_path: Path) -> None:
    for country, days in (("Norway", 25), ("Spain", 22)):
        page = (
            f"---\ncountry: {country}\n---\n# Holidays in {country}\nEverybody has {days} days off a year.\n"
        )
        (tmp_path / f"{country}.md").write_text(page)
    knowledge = Knowledge.load([tmp_path], embedder, reader=load_reader())
    assert {passage.country for passage in knowledge.search("how many days off a year")} == {
        "Norway",
        "Spain",
    }
    found = knowledge.answer("how many days off a year", country="Spain")
    assert found is not None
    assert found.quote == "Everybody has 22 days off a year."


def test_a_passage_one_may_not_read_is_never_found(embedder: Embedder, tmp_path: Path) -> None:
    (tmp_path / "pay.md").write_text(
        "---\ntitle: Manager bonuses\naudience: managers\n---\n# Bonuses\nThe pool is 4 % of salaries.\n"
    )
    (tmp_path / "open.md").write_text("# Coffee\nCoffee is free on every floor.\n")
    knowledge = Knowledge.load([tmp_path], embedder, reader=load_reader())
    question = "how large is the pool for manager bonuses"
    assert [p.title for p in knowledge.search(question)] == ["Coffee"]
    assert knowledge.answer(question, ["employees"]) is None
    found = knowledge.answer(question, ["managers"])
    assert found is not None
    assert found.quote == "The pool is 4 % of salaries."


@pytest.mark.parametrize("question", ["", "??", "the"])
def test_an_empty_question_has_no_answer(handbook: Knowledge, question: str) -> None:
    assert handbook.answer(question) is None
