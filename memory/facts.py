"""What was said once and must not be asked again: mentions, wishes, attempts, deadlines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from memory.patterns import CLAUSES, CORRECTION, QUOTED, REPLACED, SENTENCE, TYPED
from memory.said import Role, Said

LONGEST_VALUE = 240
PINNED = frozenset({"preference"})
# How far back, in facts, a correction looks for what it corrects.
CORRECTS_BACK = 40


class Source(StrEnum):
    """Where a fact comes from."""

    SAID = "said"
    FORM = "form"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Mention:
    """A value of a kind, found in one text. `corrects`: it stands where something is put right."""

    key: str
    value: str
    corrects: bool = False
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, where it was given, and whether it holds: `superseded_by` is what replaced it.

    `number` is what a person can call it by; 0 where it has never been stored.
    """

    key: str
    value: str
    source_id: str
    said_at: datetime
    conversation: str = ""
    source: Source = Source.SAID
    pinned: bool = False
    superseded_by: str | None = None
    number: int = field(default=0, compare=False)


def sentences(text: str) -> list[str]:
    """Sentences and lines, stripped; a text without either is one."""
    return [match.group().strip() for match in SENTENCE.finditer(text) if match.group().strip()]


def extract(text: str, role: Role = Role.EMPLOYEE, question: str = "") -> list[Mention]:
    """Everything worth keeping in one message. `question` is what it answers, if it answers something.

    Only people's messages give facts: what a coworker says was said to it, or looked up, and is kept there.
    """
    if role not in (Role.EMPLOYEE, Role.HUMAN):
        return []
    corrects = CORRECTION.search(text) is not None
    found = [*_typed(text, corrects), *_clauses(text), *_answer(text, question)]
    return list(dict.fromkeys(_named(mention, text, question) for mention in found))


def _typed(text: str, corrects: bool) -> Iterator[Mention]:
    taken: list[tuple[int, int]] = []
    for quoted in QUOTED.finditer(text):
        yield Mention("message shown", quoted["value"].strip(), corrects)
    for key, pattern in TYPED.items():
        for match in pattern.finditer(text):
            start, end = _place(match)
            if all(end <= begun or start >= ended for begun, ended in taken):
                taken.append((start, end))
                yield Mention(key, text[start:end].strip(" .,"), corrects, _retracted(text, start))


def _place(match: re.Match[str]) -> tuple[int, int]:
    return match.span(match.lastgroup or 0)


def _retracted(text: str, start: int) -> bool:
    """`13:00, not 15:00`: the value after "not" is the one that no longer holds."""
    before = text[max(0, start - 16) : start]
    named = any(match.end() == len(before) for match in REPLACED.finditer(before))
    # "not Tuesday, it was Monday": what was is what holds.
    return named and not (before.endswith("was ") and re.search(r"\bnot \w", text[:start]))


def _clauses(text: str) -> Iterator[Mention]:
    for sentence in sentences(text):
        for key, pattern in CLAUSES.items():
            if pattern.search(sentence):
                yield Mention(key, sentence[:LONGEST_VALUE])


def _answer(text: str, question: str) -> Iterator[Mention]:
    """A short reply to a question is a fact under the question's own words, whatever its shape."""
    asked = [s for s in sentences(question) if s.endswith("?")]
    if asked and len(text) <= LONGEST_VALUE and "?" not in text:
        yield Mention(asked[-1][:120], text.strip())


def _named(mention: Mention, text: str, question: str) -> Mention:
    """A bare tag is what the words around it call it: an asset, a ticket, an employee number."""
    if mention.key != "tag":
        return mention
    around = f"{question} {text}".lower()
    for words, key in _TAG_NAMES:
        if any(word in around for word in words):
            return replace(mention, key=key)
    return replace(mention, key="asset" if _asset_like(mention.value) else "reference")


_TAG_NAMES = (
    (("employee number", "employee id", "staff number", "personnel"), "employee number"),
    (("tag", "asset", "sticker", "laptop"), "asset"),
    (("ticket", "case", "request number"), "ticket"),
)


def _asset_like(value: str) -> bool:
    prefix, _, digits = value.partition("-")
    return len(prefix) == 2 and prefix.isalpha() and digits.isdigit() and 4 <= len(digits) <= 6


def _fact(mention: Mention, said: Said) -> Fact:
    return Fact(
        key=mention.key,
        value=mention.value,
        source_id=said.id,
        said_at=said.at,
        conversation=said.conversation,
        pinned=mention.key in PINNED,
    )


@dataclass(frozen=True, slots=True)
class Learned:
    """What one message adds: new facts, and pairs of a known fact and the new one that replaces it."""

    new: tuple[Fact, ...]
    superseded: tuple[tuple[Fact, Fact], ...]


def learn(said: Said, mentions: Sequence[Mention], known: Sequence[Fact]) -> Learned:
    """The new facts of a message, given what `extract` found in it and the facts known before, newest last.

    A value given again adds nothing. Where the message puts something right, its value supersedes the last
    one of the same kind; where it names what no longer holds ("13:00, not 15:00"), that one.
    """
    current = [fact for fact in known if fact.superseded_by is None][-CORRECTS_BACK:]
    seen = {(fact.key, fact.value.lower()) for fact in current}
    new = [_fact(m, said) for m in mentions if not m.retracted and (m.key, m.value.lower()) not in seen]
    pairs = [
        (old, fact)
        for mention, fact in _corrections(mentions, new)
        for old in _replaced(mention, mentions, current, fact)
    ]
    return Learned(tuple(new), tuple(dict(pairs).items()))


def _corrections(mentions: Sequence[Mention], new: Sequence[Fact]) -> Iterator[tuple[Mention, Fact]]:
    by_value = {(fact.key, fact.value): fact for fact in new}
    for mention in mentions:
        fact = by_value.get((mention.key, mention.value))
        if mention.corrects and fact is not None and mention.key in _CORRECTABLE:
            yield mention, fact


_TAGS = frozenset({"asset", "reference", "ticket", "employee number"})
_CORRECTABLE = (TYPED.keys() | _TAGS) - {"app", "link"}


def _replaced(
    mention: Mention, mentions: Sequence[Mention], current: Sequence[Fact], fact: Fact
) -> Iterator[Fact]:
    """The fact put right, and answers that held nothing but its value."""
    retracted = {m.value.lower() for m in mentions if m.retracted}
    same = [old for old in current if _same_kind(old, mention) and old.source_id != fact.source_id]
    named = [old for old in same if any(value in old.value.lower() for value in retracted)]
    candidates = named or ([] if retracted else same)
    if candidates:
        yield candidates[-1]
    yield from (old for old in current if old.key.endswith("?") and _was_asked(old, candidates, fact))


def _was_asked(answer: Fact, replaced: Sequence[Fact], by: Fact) -> bool:
    """A bare answer falls with the value it held, or when a value of its very shape takes its place."""
    if replaced and answer.value == replaced[-1].value:
        return True
    return answer.source_id != by.source_id and shape_of(answer.value) == shape_of(by.value)


def shape_of(value: str) -> str:
    """`4P8 2217` -> `0A0 0000`; texts without a digit have no shape in common with anything."""
    if not any(ch.isdigit() for ch in value):
        return value
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "0", value))


def _same_kind(old: Fact, mention: Mention) -> bool:
    if mention.key in _TAGS:
        return old.key in _TAGS
    if mention.key == "amount":
        return old.key == "amount" and _unit(old.value) == _unit(mention.value)
    if mention.key == "when":
        return old.key == "when" and _has_clock(old.value) == _has_clock(mention.value)
    return old.key == mention.key


def _has_clock(when: str) -> bool:
    return re.search(r"\d[:h]\d\d|\d ?[ap]\.?m|noon|midnight", when, re.IGNORECASE) is not None


def _unit(amount: str) -> str:
    return "".join(ch for ch in amount.lower() if ch.isalpha() or ch in "%€$£₹").rstrip("s")


def strike(text: str, stale: Iterable[str]) -> str:
    """The text with values that no longer hold struck through, as `~value~`."""
    for value in stale:
        pattern = rf"(?<![\w~]){re.escape(value)}(?![\w~])"
        text = re.sub(pattern, lambda match: f"~{match.group()}~", text, flags=re.IGNORECASE)
    return text
