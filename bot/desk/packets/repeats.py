"""Did staff ask for something the packet says? Finds the answer that stood there all along."""

import re
from collections.abc import Callable, Iterator, Mapping

from bot.desk.contents import Packet
from bot.desk.packets.packet_text import render_markdown
from bot.desk.packets.urgency import NOTHING_SAID
from memory.facts import sentences
from memory.lexical import words

ASKS = re.compile(
    r"\?|^\s*(?:please |pls |kindly )?(?:tell|send|give|let) (?:me|us)\b"
    r"|^\s*(?:can|could|would) you (?:please )?(?:tell|send|give|confirm|share)\b"
    r"|^\s*(?:what|which|when|where|who|how)\b",
    re.IGNORECASE,
)
SOMETHING_NEW = re.compile(r"\b(?:other|else|another|instead|besides|more|now|still|yet|again|next)\b", re.I)
"""Such a question is about what has happened since, or about something beside what was told."""
ENOUGH = 0.67
"""So much of the shorter of two questions must stand in the other for them to be the same."""
ASKED_BEFORE = "asked before"
_WEAK = frozenset(words("what which when where who how have tell send give exact exactly know number did"))

KINDS: Mapping[str, tuple[str, frozenset[str]]] = {
    "device": (
        r"\b(?:asset|inventory|service) ?(?:tag|number|id)\b|\bsticker\b|\bserial\b|\b(?:laptop|asset) tag\b"
        r"|\b(?:which|what) (?:laptop|device|machine|model|computer|printer|phone)\b",
        frozenset({"asset", "serial", "device"}),
    ),
    "error": (
        r"\berror\b|\bwhat does (?:it|the \w+) (?:say|show)\b|\bexact (?:wording|message)\b|\bwhat message\b",
        frozenset({"error", "message shown"}),
    ),
    "deadline": (
        r"\bdeadline\b|\bby when\b|\bhow (?:urgent|soon)\b"
        r"|\bwhen (?:do|does) \w+ (?:\w+ )?(?:need|have to|start)\b",
        frozenset({"deadline"}),
    ),
    "tried": (
        r"\b(?:have|did) you (?:already )?(?:tr(?:y|ied)|re-?start|re-?boot|switch)"
        r"|\bwhat (?:have|did) you (?:already )?tr(?:y|ied)\b|\balready (?:tried|restarted)\b",
        frozenset({"tried"}),
    ),
    "app": (r"\b(?:which|what) (?:app|application|program|system|software|tool)\b", frozenset({"app"})),
    "phone": (
        r"\bphone number\b|\bhow (?:can|do|should) (?:I|we) (?:reach|call|contact)\b",
        frozenset({"phone"}),
    ),
    "place": (
        r"\bwhere (?:are you|do you sit|is it|exactly)\b"
        r"|\b(?:which|what) (?:room|floor|building|office|desk|site)\b",
        frozenset({"place"}),
    ),
    "version": (r"\b(?:which|what) (?:version|build)\b", frozenset({"version"})),
    "reference": (
        r"\b(?:order|ticket|case|reference|invoice|po|employee|staff) (?:number|id|no)\b",
        frozenset({"ticket", "reference", "employee number"}),
    ),
    "e-mail": (r"\be-?mail address\b", frozenset({"e-mail"})),
}
"""What staff ask for, how they ask for it, and the facts that answer."""

BESIDE: Mapping[str, Callable[[Packet], str]] = {
    "deadline": lambda packet: "" if packet.urgency == NOTHING_SAID else packet.urgency,
    "tried": lambda packet: "; ".join(f"{one.step}: {one.outcome}" for one in packet.tried),
    "e-mail": lambda packet: packet.email,
}
"""Answers that stand in a packet outside the facts."""


def questions(text: str) -> list[str]:
    """The sentences of a message that ask for something."""
    return [sentence for sentence in sentences(text) if ASKS.search(sentence)]


def answered(question: str, packet: Packet) -> str:
    """What in the packet answers a question, as `asset: PL-7831`; "" where nothing does.

    A question that names the answer is no repetition ("is it still PL-7831?"): they have read it.
    """
    if SOMETHING_NEW.search(question):
        return ""
    sources = (_by_kind, _by_key, _by_earlier_question)
    found = (each for source in sources for each in source(question, packet))
    asked = question.casefold()
    return next((f"{key}: {value}" for key, value in found if value.casefold() not in asked), "")


def _by_kind(question: str, packet: Packet) -> Iterator[tuple[str, str]]:
    for kind, (pattern, keys) in KINDS.items():
        if re.search(pattern, question, re.IGNORECASE):
            yield from ((fact.key, fact.value) for fact in packet.facts if fact.key in keys)
            if (said := BESIDE.get(kind)) and (beside := said(packet)):
                yield kind, beside


def _by_key(question: str, packet: Packet) -> Iterator[tuple[str, str]]:
    """`start date` of a form, asked for by its name."""
    asked = set(words(question))
    for fact in packet.facts:
        named = set(words(fact.key.replace("_", " ")))
        if len(named) > 1 and named <= asked:
            yield fact.key, fact.value


def _by_earlier_question(question: str, packet: Packet) -> Iterator[tuple[str, str]]:
    """The coworker has asked that, and the answer can be read."""
    asked, page = set(words(question)) - _WEAK, render_markdown(packet)
    for earlier in packet.answered:
        before = set(words(earlier.key)) - _WEAK
        common, least = asked & before, min(len(asked), len(before))
        if least and len(common) >= ENOUGH * least and earlier.value in page:
            yield ASKED_BEFORE, earlier.value
