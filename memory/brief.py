"""A whole thread in a few lines for the person who takes over: typed facts first, then notes of the rest."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from memory.facts import Fact, extract, learn, shape_of, strike
from memory.notes import Draft, Notes
from memory.patterns import CORRECTION
from memory.said import Role, Said
from memory.summary import Summary

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
BACK, NUMBERS = 20, 4
"""So many messages of people back so many numbers of a correction are looked for."""
STALE_AT_MOST = 60
"""So many of the latest replaced values are struck through; more are no correction but a way of talking."""
DIGITS = 3
"""With so many digits, two values of one shape are of one kind."""
NUMBERED = re.compile(
    r"(?:(?P<name>[^\W\d_]{3,20}) (?:(?:is|was|now|to|no|nr|are) ){0,2})?"
    r"(?<![\w.,:/-])(?P<value>(?=[\w.:/-]{0,20}\d)\w[\w.:/-]{0,23}(?<![.:])(?: \d{3,6}\b)?)"
    r"(?: (?P<unit>[^\W\d_]{3,20})\b)?"
)
"""A word with a digit in it, what it is called before, and what it counts after."""
CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|\d{1,2}[ap]m|\d{4}")
HESITATION = re.compile(
    r"(?<![\w.,:])(\d+(?:[.,:]\d+)*)[.,; ]+(?:h+m+|no|wait|sorry|oops|actually|rather|make that|i mean)"
    r"[,.! ]+(\d+(?:[.,:]\d+)*)",
    re.IGNORECASE,
)
FACTS_SHARE = 0.35
FACTS_FROM = 700
"""Characters below which facts by kind cost more than they tell."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Facts, those that were corrected later among them, and notes; together within the limit given."""

    facts: tuple[Fact, ...]
    notes: str

    @property
    def facts_text(self) -> str:
        """One line a kind; a corrected value stands after the one that holds, as `was`."""
        return "\n".join(fact_lines(self.facts))

    @property
    def text(self) -> str:
        """Both sections, as they count against the limit."""
        return f"{self.facts_text}\n{self.notes}".strip()


def facts_in(messages: Sequence[Said]) -> list[Fact]:
    """Every fact of a thread in the order said; a corrected one carries the value that replaced it."""
    known: list[Fact] = []
    question = ""
    for message in messages:
        learned = learn(message, extract(message.text, message.role, question), known)
        replaced = {id(old): new.value for old, new in learned.superseded}
        if replaced:
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


class Reading:
    """A thread that was read once, and can be told in any length."""

    def __init__(self, messages: Sequence[Said]) -> None:
        self.facts = facts_in(messages)
        said = _values_put_right(messages), _counted_again(messages, self.facts)
        stale = still_stale(self.facts) | dict(pair for found in said for pair in found)
        self.stale = dict(list(stale.items())[-STALE_AT_MOST:])
        corrected = [replace(message, text=_struck(message.text, self.stale)) for message in messages]
        self._draft = Draft.of(corrected)
        self._ranked = [
            replace(f, value=f.value if f.superseded_by else _struck(f.value, self.stale))
            for f in _ranked(self.facts)
            if f.superseded_by or f.value not in self.stale
        ]

    def brief(self, limit_chars: int, without: Collection[str] = ()) -> Brief:
        """Facts in a part of `limit_chars`, notes in the rest. `without`: ids of messages shown elsewhere."""
        kept = _fitting(self._ranked, int(limit_chars * FACTS_SHARE)) if limit_chars >= FACTS_FROM else []
        room = max(0, limit_chars - len("\n".join(fact_lines(kept))) - 1)
        shown = [fact.value for fact in kept if fact.superseded_by is None]
        return Brief(tuple(kept), Notes(self._draft, room, shown, without).text)


def brief(messages: Sequence[Said], limit_chars: int) -> Brief:
    """Facts and notes of a thread, together in at most `limit_chars`. Pure."""
    return Reading(messages).brief(limit_chars)


def _values_put_right(messages: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """Values of no known kind in a correction, and the latest they replace; what comes again stays."""
    people = [message.text for message in messages if message.role is not Role.COWORKER]
    corrections = [place for place, text in enumerate(people) if CORRECTION.search(text)]
    for place in corrections[-STALE_AT_MOST:]:
        later = " ".join(people[place + 1 :])
        for new in islice(NUMBERED.finditer(people[place]), NUMBERS):
            earlier = (
                old
                for one in reversed(people[max(0, place - BACK) : place])
                for old in NUMBERED.finditer(one)
            )
            found = next((old for old in earlier if _takes_the_place(new, old)), None)
            if found and found["value"] not in later:
                unit = f" {found['unit']}" if _same(new, found, "unit") else ""
                yield f"{found['value']}{unit}", f"{new['value']}{unit}"


def _takes_the_place(new: re.Match[str], old: re.Match[str]) -> bool:
    """`46 pallets` of `64 pallets`, `number 77301` of `number 77310`, `4P9 0143` of a bare `4P8 2217`."""
    ours, theirs = new["value"], old["value"]
    if ours == theirs or CLOCK.fullmatch(ours) or CLOCK.fullmatch(theirs):
        return False
    if ours.isdecimal() and theirs.isdecimal() and _same(new, old, "unit"):
        return True
    alike = shape_of(ours) == shape_of(theirs) and sum(ch.isdigit() for ch in ours) >= DIGITS
    bare = old.string.strip(" .!") == theirs
    return alike and (bare or _same(new, old, "name") or sorted(ours) == sorted(theirs))


def _same(one: re.Match[str], other: re.Match[str], part: str) -> bool:
    return bool(one[part]) and one[part] == other[part]


def _counted_again(messages: Sequence[Said], facts: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    """`12, hmm, 14 now`: what was 12 of something is 14."""
    for message in messages:
        for old, new in HESITATION.findall(message.text):
            for fact in facts:
                if fact.key == "amount" and fact.value.split()[0] == old != fact.value:
                    yield fact.value, fact.value.replace(old, new, 1)


def still_stale(facts: Sequence[Fact]) -> dict[str, str]:
    """Values that were replaced and hold nowhere else -> what replaced them."""
    current = {fact.value.lower() for fact in facts if fact.superseded_by is None}
    return {
        f.value.removeprefix("on "): f.superseded_by
        for f in facts
        if f.superseded_by and f.value.lower() not in current
    }


def struck(summary: Summary, stale: dict[str, str]) -> Summary:
    """The summary with stale values struck through."""
    return Summary(
        tuple(replace(sentence, text=_struck(sentence.text, stale)) for sentence in summary.sentences),
        tuple(named for named in summary.identifiers if named[0] not in stale),
    )


def _struck(text: str, stale: dict[str, str]) -> str:
    plain = text.lower()
    return strike(text, [old for old in stale if old.lower() in plain])


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
