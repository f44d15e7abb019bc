"""What is wrong with articles, and what somebody should look at, as lines for people."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.settings import Settings
from memory import Embedder
from memory.articles import Article
from memory.contradictions import contradictions
from memory.front import ArticleFault
from memory.hygiene import broken_links, duplicates, overdue, same_source, unknown_audiences


def faults_of(articles: Sequence[Article], today: date) -> Iterator[ArticleFault]:
    """What must be mended in articles that can be read."""
    yield from broken_links(articles)
    yield from overdue(articles, today)
    yield from same_source(articles)


def findings(articles: Sequence[Article], settings: Settings, embedder: Embedder) -> Iterator[str]:
    """What may be right, but should be looked at."""
    company = settings.company
    known = {name.lower() for name in (*company.desks, *company.knowledge.groups)}
    yield from (str(finding) for finding in unknown_audiences(articles, known))
    parts = [part for article in articles for part in article.sections]
    for twin in duplicates(parts):
        same = f"{twin.share:.0%} of their words are the same"
        yield f"{twin.one.source} and {twin.other.source} say nearly the same: {same}."
    for pair in contradictions(parts, embedder):
        one, other = pair.one, pair.other
        yield (
            f"{one.section.source} and {other.section.source} differ in {pair.unit}:\n"
            f"  “{one.sentence}”\n  “{other.sentence}”"
        )
    if company.knowledge.sample and (settings.articles.is_dir() or company.knowledge.folders):
        yield "The sample handbook answers beside your articles; `[knowledge] sample = false` ends that."
