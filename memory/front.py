"""An article's front matter: who may read it, who looks after it, how long it holds, where it comes from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

import yaml

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
EVERYBODY = frozenset({"all", "all employees", "any", "employees", "everybody", "everyone"})
_EVERYWHERE = EVERYBODY | {"", "everywhere"}
KEYS = ("title", "audience", "owner", "review_by", "source", "country", "keywords")
"""What we read; other keys are the site's own, as long as none of them is one of these misspelt."""


@dataclass(frozen=True, slots=True)
class ArticleFault:
    """Something to mend in an article: the file, the key or line, and a plain sentence."""

    file: str
    key: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, {self.key}: {self.sentence}"


class BrokenArticle(ValueError):
    """An article that cannot be used; carries its faults."""

    def __init__(self, *faults: ArticleFault) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Front:
    """What an article says about itself. `audience`: any one of these names may read it; none: everybody.

    `source` is the address of the page it was made from, `country` where it holds (empty: everywhere).
    """

    title: str = ""
    audience: frozenset[str] = frozenset()
    owner: str = ""
    review_by: date | None = None
    source: str = ""
    country: str = ""
    keywords: str = ""


def parted(markdown: str, file: str) -> tuple[Front, str]:
    """The front matter and the text after it. BrokenArticle names the file and every key that is wrong."""
    found = _FRONT.match(markdown)
    if found is None:
        if markdown.lstrip("\ufeff").startswith("---\n"):
            raise BrokenArticle(ArticleFault(file, "front matter", "It begins with --- but never ends."))
        return Front(), markdown
    told = _mapping(found.group(1), file)
    if faults := [ArticleFault(file, key, sentence) for key, sentence in _faults(told)]:
        raise BrokenArticle(*faults)
    return _front(told), markdown[found.end() :]


def _mapping(text: str, file: str) -> Mapping[str, Any]:
    try:
        told = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 2}" if mark else "front matter"
        raise BrokenArticle(ArticleFault(file, where, "The front matter is not YAML.")) from None
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise BrokenArticle(ArticleFault(file, "front matter", "It must be lines such as `title: Parking`."))
    return {str(key): value for key, value in told.items()}


def _faults(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in told.items():
        sentence = _CHECKS[key](value) if key in _CHECKS else _misspelt(key, told)
        if sentence:
            yield key, sentence


def _misspelt(key: str, told: Mapping[str, Any]) -> str:
    """A key that is nearly one of ours; an audience that is not understood must not become everybody."""
    meant = get_close_matches(key.lower(), KEYS, n=1, cutoff=0.8)
    return f"There is no such key; is `{meant[0]}` meant?" if meant and meant[0] not in told else ""


def _words(value: Any) -> str:
    return "" if value is None or isinstance(value, str | int | float) else "This must be one line of text."


def _names(value: Any) -> str:
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        return "Name who may read it, such as [hr, managers], or write: everybody."
    return ""


def _day(value: Any) -> str:
    return "" if type(value) is date else "This must be a day such as 2027-06-30."


def _address(value: Any) -> str:
    good = isinstance(value, str) and re.fullmatch(r"https?://[^\s<>|]+", value)
    return "" if good else "This must be an address that begins with https://."


def _terms(value: Any) -> str:
    return "" if isinstance(value, list) else _words(value)


_CHECKS = {
    "title": _words,
    "audience": _names,
    "owner": _words,
    "review_by": _day,
    "source": _address,
    "country": _words,
    "keywords": _terms,
}


def _front(told: Mapping[str, Any]) -> Front:
    country = _line(told.get("country"))
    keywords = told.get("keywords")
    return Front(
        title=_line(told.get("title")),
        audience=_several(told.get("audience")),
        owner=_line(told.get("owner")),
        review_by=told.get("review_by"),
        source=_line(told.get("source")),
        country="" if country.lower() in _EVERYWHERE else country,
        keywords=" ".join(map(str, keywords)) if isinstance(keywords, list) else _line(keywords),
    )


def _line(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _several(value: Any) -> frozenset[str]:
    """The names, lower-case; none when everybody is among them."""
    listed = value if isinstance(value, list) else str(value or "").split(",")
    names = frozenset(" ".join(name.lower().split()) for name in listed) - {""}
    return frozenset() if names & EVERYBODY else names
