"""A whole thread in a few lines for the person who takes over: typed facts first, then the best sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from memory.facts import Fact, extract, learn, strike
from memory.said import Role, Said
from memory.summary import Summary, summarise

# In which order facts earn their place where not all fit.
_ORDER = (
    "preference",
    "deadline",
    "asset",
    "employee number",
    "ticket",
    "reference",
    "message shown",
    "error",
)
_LAST = ("app", "tried")
FACTS_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Brief:
    """Facts, those that were corrected later among them, and the summary; together within the limit given."""

    facts: tuple[Fact, ...]
    summary: Summary

    @property
    def facts_text(self) -> str:
        """One line a kind; a corrected value stands after the one that holds, as `was`."""
        return "\n".join(fact_lines(self.facts))

    @property
    def text(self) -> str:
        """Both sections, as they count against the limit."""
        return f"{self.facts_text}\n{self.summary.text}".strip()


def facts_in(messages: Sequence[Said]) -> list[Fact]:
    """Every fact of a thread in the order said; a corrected one carries the value that replaced it."""
    known: list[Fact] = []
    question = ""
    for message in messages:
        learned = learn(message, extract(message.text, message.role, question), known)
        replaced = {id(old): new.value for old, new in learned.superseded}
        known = [replace(f, superseded_by=replaced[id(f)]) if id(f) in replaced else f for f in known]
        known += learned.new
        question = message.text if message.role is Role.COWORKER else ""
    return known


def fact_lines(facts: Sequence[Fact]) -> Iterator[str]:
    """`asset: PL-7831 (was PL-7731)`, one line a kind, the kinds in the order given."""
    was = {fact.superseded_by: fact.value for fact in facts if fact.superseded_by}
    by_key: dict[str, list[str]] = {}
    for fact in facts:
        if fact.superseded_by is None:
            old = was.get(fact.value)
            by_key.setdefault(fact.key, []).append(f"{fact.value} (was {old})" if old else fact.value)
    return (f"{key}: {'; '.join(values)}" for key, values in by_key.items())


def brief(messages: Sequence[Said], limit_chars: int) -> Brief:
    """Facts in at most half of `limit_chars`, the best sentences in the rest. Pure."""
    facts = facts_in(messages)
    stale = still_stale(facts)
    ranked = [
        replace(f, value=f.value if f.superseded_by else _struck(f.value, stale)) for f in _ranked(facts)
    ]
    kept = _fitting(ranked, int(limit_chars * FACTS_SHARE))
    room = max(0, limit_chars - len("\n".join(fact_lines(kept))) - 1)
    shown = [fact.value for fact in kept if fact.superseded_by is None]
    corrected = [replace(message, text=_struck(message.text, stale)) for message in messages]
    return Brief(tuple(kept), summarise(corrected, room, covered=[*shown, *stale]))


def still_stale(facts: Sequence[Fact]) -> dict[str, str]:
    """Values that were replaced and hold nowhere else -> what replaced them."""
    current = {fact.value.lower() for fact in facts if fact.superseded_by is None}
    return {f.value: f.superseded_by for f in facts if f.superseded_by and f.value.lower() not in current}


def struck(summary: Summary, stale: dict[str, str]) -> Summary:
    """The summary with stale values struck through, except in the sentence that puts them right."""
    return Summary(
        tuple(replace(sentence, text=_struck(sentence.text, stale)) for sentence in summary.sentences),
        tuple(named for named in summary.identifiers if named[0] not in stale),
    )


def _struck(text: str, stale: dict[str, str]) -> str:
    return strike(text, [old for old, new in stale.items() if new.lower() not in text.lower()])


def _ranked(facts: Sequence[Fact]) -> list[Fact]:
    """Answers to questions are left to the summary, which shows them in the employee's own sentences."""
    places = {key: place for place, key in enumerate(_ORDER)} | dict.fromkeys(_LAST, 98)
    return sorted((f for f in facts if not f.key.endswith("?")), key=lambda fact: places.get(fact.key, 50))


def _fitting(facts: Sequence[Fact], room: int) -> list[Fact]:
    kept: list[Fact] = []
    room_given = room
    for fact in facts:
        cost = len(fact.value) + (2 if any(k.key == fact.key for k in kept) else len(fact.key) + 3)
        if cost <= room:
            room -= cost + (6 if fact.superseded_by else 0)
            kept.append(fact)
    while kept and len("\n".join(fact_lines(kept))) > room_given:
        kept.pop()
    return kept
