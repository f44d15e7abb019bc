"""Passwords, PINs and one-time codes as people type them into a chat: the words around them, then the value."""

import re
from collections.abc import Iterator

from memory import phrases
from memory.plausible import favourite, ordinary, state, strength, trimmed
from memory.spans import Kind, Span

_WORD = re.compile(r"\S{3,100}")
_QUOTED = re.compile(r"[\"“”„«'`‘](?P<value>[^\"“”„»'`’\n]{3,80})[\"“”»'`’]")
_DIGITS = re.compile(r"(?:\d{3,8}|\d{3}[ -]\d{3}|\d{2}[ -]\d{2})(?![\w%]|[.,:/-]\d)")
_ONE_TIME = re.compile(
    r"(?:\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d{5}-\d{5}|\d{6,10}"
    r"|(?=[a-z-]{0,8}\d)[a-z0-9]{4,6}(?:-[a-z0-9]{3,6}){1,5})(?![\w%]|[.,:/-]\d)",
    re.IGNORECASE,
)
_AND_MORE = re.compile(r"(?:[ ]?[,/|;][ ]?|[ ](?:and|or|then|und|oder|y|et|ou)[ ])", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[ ]*(?:[.,;!?)]|\n|$)")
_LABELS = {Kind.PASSWORD: "password", Kind.CODE: "code"}
BEHIND = 120


def typed_secrets(text: str) -> Iterator[Span]:
    """Every password, PIN, one-time code, security answer and authenticator seed that the words give away."""
    for match in phrases.ANSWER.finditer(text):
        yield from _answered(match)
    for match in phrases.SEED.finditer(text):
        yield Span(match.start("value"), match.end("value"), Kind.CODE, "code")
    keywords = list(phrases.KEYWORD.finditer(text))
    for keyword in keywords:
        yield from _around(text, keyword)
    yield from _pairs(text)
    if keywords or phrases.SIGNING_IN.search(text):
        yield from _used(text, any(k["code"] for k in keywords))


def _answered(match: re.Match[str]) -> Iterator[Span]:
    if not state(match["value"].split()[0]):
        yield Span(match.start("value"), match.end("value"), Kind.PASSWORD, "security answer")


def _around(text: str, keyword: re.Match[str]) -> Iterator[Span]:
    """The value that belongs to one keyword, and those listed after it ("… and …")."""
    found = _after(text, keyword) or _before(text, keyword)
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


def _after(text: str, keyword: re.Match[str]) -> Span | None:
    if keyword["code"]:
        return _code_after(text, keyword)
    if keyword["pin"]:
        return _pin_after(text, keyword)
    return _password_after(text, keyword)


def _password_after(text: str, keyword: re.Match[str]) -> Span | None:
    for name, bridge in phrases.BRIDGES.items():
        crossed = bridge.match(text, keyword.end())
        if not crossed:
            continue
        if (quoted := _QUOTED.match(text, crossed.end())) and _quotable(quoted["value"]):
            return Span(quoted.start("value"), quoted.end("value"), Kind.PASSWORD, "password")
        word = _WORD.match(text, crossed.end())
        if word and _fits(name, text, keyword, word):
            return _whole(word, Kind.PASSWORD)
    return None


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
    if bridge == "copula":
        return (strength(value) > 0 and not ordinary(value)) or _favoured(text, word) or _long_number(value)
    if ordinary(value):
        return False
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


def _pin_after(text: str, keyword: re.Match[str]) -> Span | None:
    return _number_after(text, keyword, _DIGITS)


def _code_after(text: str, keyword: re.Match[str]) -> Span | None:
    before = text[max(0, keyword.start() - 20) : keyword.start()]
    if phrases.OTHER_CODE.search(before):
        return None
    named = keyword["code"].lower() not in ("code", "codes")
    return _number_after(text, keyword, _ONE_TIME, adjacent=named)


def _number_after(
    text: str, keyword: re.Match[str], shape: re.Pattern[str], adjacent: bool = True
) -> Span | None:
    for name, bridge in phrases.CODE_BRIDGES.items():
        crossed = bridge.match(text, keyword.end())
        if crossed and (adjacent or name != "adjacent"):
            value = shape.match(text, crossed.end())
            if value:
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
