"""Passwords, PINs and one-time codes as people type them into a chat."""

import re
from collections.abc import Iterator

from memory import phrases
from memory.plausible import (
    classic,
    common,
    favourite,
    ordinary,
    state,
    strength,
    trimmed,
    unmistakable,
    varied,
)
from memory.spans import Kind, Span

_WORD = re.compile(r"\S{3,100}")
_QUOTED = re.compile(r"[\"“”„«'`‘](?P<value>[^\"“”„»'`’\n]{3,80})[\"“”»'`’]")
_DIGITS = re.compile(r"(?:\d{3,8}|\d{3}[ -]\d{3}|\d{2}[ -]\d{2}|\d{1,2}(?:-\d{1,2}){2,3})(?![\w%]|[.,:/-]\d)")
_ONE_TIME = re.compile(
    r"(?:\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d{5}-\d{5}|\d{2}[ -]\d{2}[ -]\d{2}|\d{6,10}"
    r"|(?=[a-z-]{0,14}\d)[a-z0-9]{4,6}(?:-[a-z0-9]{3,6}){1,5})(?![\w%]|[.,:/-]\d)",
    re.IGNORECASE,
)
# "Blue Sky 2024": capitals and a number, alone on the rest of the line.
_SEVERAL = re.compile(r"(?:[A-Z][A-Za-z]{1,15}[ ]){1,3}\d{2,6}(?=[ ]*(?:\n|$))")
_AND_MORE = re.compile(r"(?:[ ]?[,/|;][ ]?|[ ](?:and|or|then|und|oder|y|et|ou)[ ])", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[ ]*(?:[.,;!?)]|\n|$)")
_LABELS = {Kind.PASSWORD: "password", Kind.CODE: "code"}
_BRIDGES = {
    "explicit": phrases.EXPLICIT,
    "adjacent": phrases.ADJACENT,
    "glued": phrases.GLUED,
    "stopped": phrases.STOPPED,
}
BEHIND = 120


def typed_secrets(text: str) -> Iterator[Span]:
    """Every password, PIN, one-time code, security answer and authenticator seed that the words give away."""
    for match in phrases.ANSWER.finditer(text):
        yield from _answered(match)
    for match in phrases.SEED.finditer(text):
        yield Span(match.start("value"), match.end("value"), Kind.CODE, "code")
    keywords = list(phrases.KEYWORD.finditer(text))
    signing_in = phrases.SIGNING_IN.search(text) is not None
    for keyword in keywords:
        yield from _around(text, keyword, signing_in)
    yield from _pairs(text)
    codes = any(keyword["code"] for keyword in keywords)
    signing_in = signing_in or bool(keywords)
    if signing_in:
        yield from _used(text, codes)
    yield from _slashed(text, signing_in)
    if codes and phrases.SENT.search(text):
        yield from _lone_codes(text)
    yield from _bare_passwords(text, signing_in, any(not keyword["code"] for keyword in keywords))


def _answered(match: re.Match[str]) -> Iterator[Span]:
    if not state(match["value"].split()[0]):
        yield Span(match.start("value"), match.end("value"), Kind.PASSWORD, "security answer")


def _around(text: str, keyword: re.Match[str], signing_in: bool) -> Iterator[Span]:
    """The value that belongs to one keyword, and those listed after it ("… and …")."""
    found = _after(text, keyword, signing_in) or _before(text, keyword)
    if found is None:
        return
    yield found
    yield from _listed(text, found)


def _listed(text: str, first: Span, most: int = 12) -> Iterator[Span]:
    at = first.end
    for _ in range(most):
        more = _AND_MORE.match(text, at)
        value = more and _one_more(text, more.end(), first.kind)
        if not value:
            return
        yield value
        at = value.end


def _one_more(text: str, at: int, kind: Kind) -> Span | None:
    if kind is Kind.CODE:
        return _spanned(_ONE_TIME.match(text, at), kind)
    word = _WORD.match(text, at)
    return _whole(word, kind) if word and strength(word.group()) and not ordinary(word.group()) else None


def _after(text: str, keyword: re.Match[str], signing_in: bool) -> Span | None:
    if keyword["code"]:
        return _code_after(text, keyword, signing_in)
    if keyword["pin"] and (number := _number_after(text, keyword, _DIGITS)):
        return number
    return _password_after(text, keyword)


def _password_after(text: str, keyword: re.Match[str]) -> Span | None:
    for bridge, at in _crossings(text, keyword, phrases.TOLD):
        if (quoted := _QUOTED.match(text, at)) and _quotable(quoted["value"]):
            return Span(quoted.start("value"), quoted.end("value"), Kind.PASSWORD, "password")
        if bridge == "explicit" and (several := _SEVERAL.match(text, at)):
            return Span(several.start(), several.end(), Kind.PASSWORD, "password")
        word = _WORD.match(text, at)
        if word and _fits(bridge, text, keyword, word):
            return _whole(word, Kind.PASSWORD)
    return None


def _crossings(text: str, keyword: re.Match[str], told: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """Where a value could begin after a keyword, the plainest announcement first."""
    for name, bridge in _BRIDGES.items():
        if crossed := bridge.match(text, keyword.end()):
            yield name, crossed.end()
    clause = phrases.CLAUSE.match(text, min(keyword.end() + 1, len(text)))
    end = clause.end() if clause else keyword.end()
    yield from (("told", found.end()) for found in told.finditer(text, keyword.end(), end + 1))
    if text[end : end + 1] in {"(", '"', "“"}:
        yield "bracketed", end + 1


def _quotable(value: str) -> bool:
    """A quotation is a password unless it reads like a message on a screen."""
    inside = value.split()
    return strength(value) > 0 or not (
        state(value) or any(word.lower() in phrases.ON_SCREENS for word in inside)
    )


def _fits(bridge: str, text: str, keyword: re.Match[str], word: re.Match[str]) -> bool:
    """How plain a value may be depends on how plainly it was announced."""
    value = word.group()
    if state(value) or phrases.MARKUP.match(value):
        return False
    if bridge == "explicit":
        return strength(value) > 0 or _bare(text, word) or trimmed(value).isdigit()
    if bridge == "told":
        return (strength(value) > 0 and not ordinary(value)) or _favoured(text, word) or _long_number(value)
    if ordinary(value):
        return False
    if bridge in {"bracketed", "stopped"}:
        return strength(value) == 2
    asked = phrases.WANTS_RESET.search(text[max(0, keyword.start() - 40) : keyword.start()])
    return strength(value) > (1 if asked else 0) and len(trimmed(value)) >= 6


def _bare(text: str, word: re.Match[str]) -> bool:
    """One plain word that ends its line, such as `password: sunflower`."""
    core = trimmed(word.group())
    return len(core) >= 4 and core.isalpha() and _LINE_ENDS.match(text, word.start() + len(core)) is not None


def _favoured(text: str, word: re.Match[str]) -> bool:
    return favourite(word.group()) and _bare(text, word)


def _long_number(value: str) -> bool:
    core = trimmed(value)
    return core.isdigit() and len(core) >= 5


def _code_after(text: str, keyword: re.Match[str], signing_in: bool) -> Span | None:
    before = text[max(0, keyword.start() - 20) : keyword.start()]
    if phrases.OTHER_CODE.search(before):
        return None
    if keyword["code"].lower() == "token":
        told = phrases.FROM_APP.match(text, keyword.end())
        return _spanned(told and _ONE_TIME.match(text, told.end()), Kind.CODE)
    named = keyword["code"].lower() not in ("code", "codes") or signing_in
    return _number_after(text, keyword, _ONE_TIME, adjacent=named)


def _number_after(
    text: str, keyword: re.Match[str], shape: re.Pattern[str], adjacent: bool = True
) -> Span | None:
    for bridge, at in _crossings(text, keyword, phrases.READ_OUT):
        if (adjacent or bridge != "adjacent") and (value := shape.match(text, at)):
            return _spanned(value, Kind.CODE)
    return None


def _before(text: str, keyword: re.Match[str]) -> Span | None:
    """`Spring2026$ as the password`, `492 118 is my code`."""
    if phrases.COMPOUND.match(text, keyword.end()):
        return None
    start = max(0, keyword.start() - BEHIND)
    window = text[start : keyword.start()]
    if keyword["code"] or keyword["pin"]:
        found = phrases.NUMBER_BEFORE.search(window)
        kind = Kind.CODE
    else:
        found = phrases.VALUE_BEFORE.search(window)
        kind = Kind.PASSWORD
        if found and not _stands_before(found["value"]):
            return None
    return found and Span(start + found.start("value"), start + found.end("value"), kind, _LABELS[kind])


def _stands_before(value: str) -> bool:
    return strength(value) > 0 and not ordinary(value)


def _pairs(text: str) -> Iterator[Span]:
    """A user name and what follows it: `login jdoe / Qwerty!2345`, `ana@corp.example:Winter22!`."""
    for match in phrases.PAIR.finditer(text):
        group = "value" if match["value"] else "address_value"
        loose = group == "value" and not match["tight"]
        if strength(match[group]) > loose and not ordinary(match[group]):
            yield _trimmed_span(match.start(group), match[group], Kind.PASSWORD)


def _slashed(text: str, signing_in: bool) -> Iterator[Span]:
    """`admin:Adm1nPass`; in a message about signing in `ddavis / Tundra88!` too."""
    for match in phrases.SLASHED.finditer(text):
        value = match["value"]
        root = match["name"].lower() in phrases.ROOTS and strength(value) > 0
        if (root or (signing_in and strength(value) == 2 and varied(value))) and not ordinary(value):
            yield _trimmed_span(match.start("value"), value, Kind.PASSWORD)


def _lone_codes(text: str) -> Iterator[Span]:
    """Six digits by themselves, in a message about a code that was sent."""
    for match in phrases.LONE_CODE.finditer(text):
        if not phrases.REFERENCE.search(text[max(0, match.start() - 20) : match.start()]):
            yield Span(match.start(), match.end(), Kind.CODE, "code")


def _bare_passwords(text: str, signing_in: bool, password_named: bool) -> Iterator[Span]:
    """Words that give themselves away, and in a message about signing in those that merely look the part."""
    for word in _WORD.finditer(text):
        value = word.group()
        if not any(ch.isdigit() for ch in value) or "/" in value or phrases.MARKUP.match(value):
            continue
        looks = unmistakable(value) or (signing_in and (classic(value) or common(value)))
        told = password_named and varied(value) and _announced(text, word)
        if told or (looks and not ordinary(value)):
            yield _whole(word, Kind.PASSWORD)


def _announced(text: str, word: re.Match[str]) -> bool:
    at = word.start() + (word.group()[0] in "\"“'(")
    return phrases.CUE.search(text[max(0, at - 12) : at]) is not None


def _used(text: str, codes: bool) -> Iterator[Span]:
    """`I typed Monkey!77 twice`: a verb of trying, in a message about signing in."""
    for match in phrases.USED.finditer(text):
        word = _WORD.match(text, match.end())
        if word and strength(word.group()) == 2 and not ordinary(word.group()):
            yield _whole(word, Kind.PASSWORD)
        elif codes and (number := _ONE_TIME.match(text, match.end())):
            yield Span(number.start(), number.end(), Kind.CODE, "code")


def _spanned(match: re.Match[str] | None, kind: Kind) -> Span | None:
    return match and Span(match.start(), match.end(), kind, _LABELS[kind])


def _whole(word: re.Match[str], kind: Kind) -> Span:
    return _trimmed_span(word.start(), word.group(), kind)


def _trimmed_span(start: int, word: str, kind: Kind) -> Span:
    core = trimmed(word)
    offset = word.index(core)
    return Span(start + offset, start + offset + len(core), kind, _LABELS[kind])
