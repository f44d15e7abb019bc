"""How soon a person is needed, read from the employee's own words and shown as quotes."""

import re
from collections.abc import Iterable

from bot.desk.shorten import one_line

QUOTE = 140
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|(?<=;)\s+")
PRESSING = re.compile(
    r"\b(urgent\w*|asap|immediately|right (now|away)|emergency|deadline|blocked|can(no|')?t work|"
    r"(starts?|begins?|due|leaves?|closes?) (at|in|by|on|before|today|tonight|tomorrow|\d)|"
    r"(in|within) (\d+|an?|half an?|the next) ?(min|hour|h\b)|"
    r"(until|till|by|before|at) (noon|eod|end of (the )?day|tonight|today|tomorrow)\b|"
    r"(until|till|by|before|at) \d{1,2}([:.]\d\d| ?[ap]m\b)|"
    r"(meeting|demo|presentation|interview|webinar|call|flight|exam|payroll|audit) )",
    re.IGNORECASE,
)
DATED = re.compile(
    r"\b(today|tonight|tomorrow|(by|before|until|till|on) (mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"next week|this week|(by|before|until|till) (the )?\d{1,2}(st|nd|rd|th)?\b|\d{1,2}[:.]\d\d)",
    re.IGNORECASE,
)
RELAXED = re.compile(r"\b(no (rush|hurry)|not urgent|isn'?t urgent|whenever you)", re.IGNORECASE)
MOOD = re.compile(
    r"\b(frustrat\w+|annoy\w+|angry|upset|fed up|ridiculous|unacceptable|disappoint\w+|stress\w+|worried|"
    r"desperate|sick of|(second|third|fourth) (time|year)|again and again|sorry to (bother|be)|embarrass\w+)",
    re.IGNORECASE,
)
NOTHING_SAID = "Normal: no deadline was mentioned."


def urgency(own_words: Iterable[str]) -> str:
    """`Pressing`, `Dated`, `Relaxed` or `Normal`, with the newest sentences that say so."""
    sentences = _sentences(own_words)
    for level, pattern in (("Relaxed", RELAXED), ("Pressing", PRESSING), ("Dated", DATED)):
        if found := [one for one in sentences if pattern.search(one)]:
            return f"{level}: {_quotes(found[-2:])}"
    return NOTHING_SAID


def mood(own_words: Iterable[str]) -> tuple[str, ...]:
    """Sentences that say how the person feels about it, as quotes; at most two, the newest."""
    sentences = _sentences(own_words)
    return tuple(one_line(one, QUOTE) for one in sentences if MOOD.search(one))[-2:]


def _sentences(texts: Iterable[str]) -> list[str]:
    found = (one.strip() for text in texts for one in SENTENCE.split(text))
    return list(dict.fromkeys(one for one in found if one))


def _quotes(sentences: Iterable[str]) -> str:
    return "; ".join(f"“{one_line(sentence, QUOTE)}”" for sentence in sentences)
