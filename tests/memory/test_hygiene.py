"""What a handbook's keepers are told: overdue, broken, said twice, said differently."""

from datetime import date

import pytest

from memory import Embedder, load_embedder
from memory.articles import Article, Section, article, whole_article
from memory.contradictions import contradictions
from memory.hygiene import broken_links, duplicates, overdue, same_source, unknown_audiences
from tests.memory.differing import CONTRADICTING, HOLDING_TOGETHER


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


def pages(*written: tuple[str, str]) -> list[Article]:
    """Articles by path and text."""
    return [whole_article(text, path) for path, text in written]


def parts(*written: tuple[str, str]) -> list[Section]:
    """The sections of articles by path and text."""
    return [part for path, text in written for part in article(text, path)]


def test_a_review_that_is_past_due() -> None:
    articles = pages(("a.md", "---\nreview_by: 2026-01-31\nowner: hr\n---\n# A\n"), ("b.md", "# B\n"))
    [fault] = overdue(articles, date(2026, 2, 1))
    assert (fault.file, fault.key) == ("a.md", "review_by")
    assert "hr should read it again" in fault.sentence
    assert list(overdue(articles, date(2026, 1, 31))) == []


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        ("b.md", False),
        ("b.md#seats", False),
        ("../team/b.md", False),
        ("#here", False),
        ("#nowhere", True),
        ("b.md#nowhere", True),
        ("c.md", True),
        ("https://corp.example/c.md", False),
        ("mailto:hr@corp.example", False),
        ("/intranet/page", False),
        ("picture.png", False),
    ],
)
def test_links_within_the_handbook(link: str, broken: bool) -> None:
    articles = pages(("team/a.md", f"# Here\nSee [this]({link}).\n"), ("team/b.md", "# B\n## Seats\nMany.\n"))
    assert [(fault.file, fault.key) for fault in broken_links(articles)] == [("team/a.md", link)] * broken


def test_what_is_said_twice() -> None:
    said = "Visitors are met at reception, get a badge and are accompanied all the time until they leave."
    [twin] = duplicates(parts(("a.md", f"# Guests\n{said}\n"), ("b.md", f"# Visitors\n{said} Thanks.\n")))
    assert (twin.one.source, twin.other.source) == ("a.md#guests", "b.md#visitors")


def test_the_same_of_two_countries_is_not_said_twice() -> None:
    said = "Everybody gets the days that the law of the country names, and two days more after five years."
    written = [
        (f"{name}.md", f"---\ncountry: {name}\n---\n# Leave\n{said}\n") for name in ("Spain", "Norway")
    ]
    assert duplicates(parts(*written)) == []


@pytest.mark.parametrize(("one", "other"), CONTRADICTING)
def test_two_articles_that_differ(embedder: Embedder, one: str, other: str) -> None:
    [found] = contradictions(parts(("a.md", one), ("b.md", other)), embedder)
    assert {found.one.section.source[:4], found.other.section.source[:4]} == {"a.md", "b.md"}
    assert found.one.sentence in one
    assert found.other.sentence in other


@pytest.mark.parametrize(("one", "other"), HOLDING_TOGETHER)
def test_two_articles_that_may_both_hold(embedder: Embedder, one: str, other: str) -> None:
    assert contradictions(parts(("a.md", one), ("b.md", other)), embedder) == []


def test_two_countries_may_differ(embedder: Embedder) -> None:
    written = [
        (f"{name}.md", f"---\ncountry: {name}\n---\n# Leave\nEverybody has {days} days of leave a year.\n")
        for name, days in (("Spain", 22), ("Norway", 25))
    ]
    assert contradictions(parts(*written), embedder) == []


def test_an_audience_nobody_is_known_by() -> None:
    articles = pages(("a.md", "---\naudience: [hr, finanse]\n---\n# A\n"))
    [fault] = unknown_audiences(articles, {"hr", "finance"})
    assert "`finanse`" in fault.sentence


def test_two_folders_with_the_same_path() -> None:
    assert [fault.file for fault in same_source(pages(("a.md", "# A\n"), ("a.md", "# B\n")))] == ["a.md"]
