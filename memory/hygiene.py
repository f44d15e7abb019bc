"""What a handbook's keepers should look at: overdue reviews, broken links, articles that say the same."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import PurePosixPath

from memory.articles import Article, Section
from memory.front import ArticleFault
from memory.lexical import words

MOSTLY_THE_SAME = 0.8
LONG_ENOUGH = 8
"""Sections of fewer different words ("Ask your manager.") may well stand in several articles."""

_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|/|<)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two sections that say nearly the same, and which share of their words both have."""

    one: Section
    other: Section
    share: float


def overdue(articles: Sequence[Article], today: date) -> Iterator[ArticleFault]:
    """Articles whose review date has passed."""
    for article in articles:
        due = article.front.review_by
        if due is not None and due < today:
            who = article.front.owner or "somebody"
            yield ArticleFault(article.path, "review_by", f"It was due on {due}; {who} should read it again.")


def broken_links(articles: Sequence[Article]) -> Iterator[ArticleFault]:
    """Links to articles or headings of the same handbook that are not there; the web is not asked."""
    anchors = {article.path: article.anchors for article in articles}
    for article in articles:
        for link in dict.fromkeys(article.links):
            if sentence := _broken(article.path, link, anchors):
                yield ArticleFault(article.path, link, sentence)


def _broken(path: str, link: str, anchors: dict[str, frozenset[str]]) -> str:
    target, _, anchor = link.partition("#")
    if _ELSEWHERE.match(link) or (target and not target.endswith(".md")):
        return ""
    there = _resolved(PurePosixPath(path).parent / target) if target else path
    if there not in anchors:
        return "There is no such article."
    return "" if not anchor or anchor.lower() in anchors[there] else "That article has no such heading."


def _resolved(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def duplicates(parts: Sequence[Section]) -> list[Duplicate]:
    """Sections of different articles with nearly the same words, for readers who may see both."""
    said = [frozenset(words(part.text)) for part in parts]
    found = []
    for a, b in _candidates(said):
        share = len(said[a] & said[b]) / len(said[a] | said[b])
        apart = parts[a].source.partition("#")[0] != parts[b].source.partition("#")[0]
        if apart and share >= MOSTLY_THE_SAME and parts[a].country == parts[b].country:
            found.append(Duplicate(parts[a], parts[b], share))
    return found


def _candidates(said: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that share one of their four rarest words; texts that are nearly the same nearly always do."""
    rows: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(said):
        if len(each) >= LONG_ENOUGH:
            for word in each:
                rows[word].append(number)
    rare = [sorted(each, key=lambda word: (len(rows[word]), word))[:4] for each in said]
    sharing: dict[str, list[int]] = defaultdict(list)
    for number, chosen in enumerate(rare):
        for word in chosen:
            sharing[word].append(number)
    pairs = (combinations(numbers, 2) for numbers in sharing.values() if len(numbers) < 100)
    yield from sorted({pair for each in pairs for pair in each})


def unknown_audiences(articles: Sequence[Article], known: Collection[str]) -> Iterator[ArticleFault]:
    """Names that are neither a desk nor a group: they count only as a country or a kind of employment."""
    for article in articles:
        for name in sorted(article.front.audience - frozenset(known)):
            sentence = (
                f"`{name}` is no desk and no group of baton.toml; only people whose country or kind of "
                "employment is called so can read it."
            )
            yield ArticleFault(article.path, "audience", sentence)


def same_source(articles: Sequence[Article]) -> Iterator[ArticleFault]:
    """Articles of two folders with the same path: a source would not say which is meant."""
    seen: set[str] = set()
    for article in articles:
        if article.path in seen:
            yield ArticleFault(article.path, "the file", "Another folder has an article of the same path.")
        seen.add(article.path)
