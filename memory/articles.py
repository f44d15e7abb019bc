"""Reads a handbook: Markdown files with optional front matter, cut into sections by their headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_FRONT = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_SHORTCODE = re.compile(r"\{[%{#].*?[%}#]\}|<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_RULE = re.compile(r"^[\s|:-]+$")
_NOT_SLUG = re.compile(r"[^\w\- ]")
LONGEST = 1500
_EVERYBODY = frozenset({"", "all", "any", "everybody", "everyone", "everywhere"})


@dataclass(frozen=True, slots=True)
class Section:
    """One section of an article, as a reader sees it, and who may read it (nobody named: everybody).

    `country` is empty where the section holds everywhere.
    """

    title: str
    heading: str
    text: str
    source: str
    audience: frozenset[str] = field(default=frozenset())
    country: str = ""


def sections(folder: Path) -> Iterator[Section]:
    """The sections of every .md file under a folder, in the order of their names.

    ValueError names a file whose front matter cannot be read.
    """
    for path in sorted(folder.rglob("*.md")):
        yield from article(path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix())


def article(markdown: str, path: str) -> Iterator[Section]:
    """The sections of one article; `path` names it in sources as `path#anchor`."""
    front, body = _parted(markdown, path)
    audience = _several(front.get("audience"))
    country = str(front.get("country") or "").strip()
    country = "" if country.lower() in _EVERYBODY else country
    title = str(front.get("title") or "")
    for heading, lines in _cut(_SHORTCODE.sub("", body)):
        title = title or heading
        for piece in _pieces(_readable(lines)):
            anchor = f"#{slug(heading)}" if heading else ""
            named = title or Path(path).stem.replace("-", " ").capitalize()
            yield Section(named, heading or named, piece, path + anchor, audience, country)


def slug(heading: str) -> str:
    """The anchor a heading gets on the usual Markdown sites."""
    return _NOT_SLUG.sub("", heading.lower()).strip().replace(" ", "-")


def _parted(markdown: str, path: str) -> tuple[dict[str, Any], str]:
    found = _FRONT.match(markdown)
    if found is None:
        return {}, markdown
    try:
        front = yaml.safe_load(found.group(1))
    except yaml.YAMLError as fault:
        raise ValueError(f"The front matter of {path} is not YAML.") from fault
    return (front if isinstance(front, dict) else {}), markdown[found.end() :]


def _several(value: Any) -> frozenset[str]:
    """A name or a list of names, lower-case; "all" and nothing mean everybody."""
    names = value if isinstance(value, list) else str(value or "").split(",")
    return frozenset(str(name).strip().lower() for name in names) - {
        "",
        "all",
        "everybody",
        "everyone",
        "any",
    }


def _cut(body: str) -> Iterator[tuple[str, list[str]]]:
    """(heading, lines) one after another; a heading inside a code fence is none."""
    heading, fenced = "", False
    lines: list[str] = []
    for line in body.splitlines():
        fenced ^= _FENCE.match(line) is not None
        found = None if fenced else _HEADING.match(line)
        if found:
            yield heading, lines
            heading, lines = _LINK.sub(r"\1", found.group(2)), []
        else:
            lines.append(line)
    yield heading, lines


def _readable(lines: list[str]) -> str:
    text = _LINK.sub(r"\1", "\n".join(_rows(lines)))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _rows(lines: list[str]) -> Iterator[str]:
    """Table rows as `Mango: Floor 4, Seats 20`, other lines as they are."""
    names: list[str] = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.lstrip().startswith("|"):
            names = []
            yield line
        elif not names:
            names = cells
        elif not _RULE.match(line):
            yield f"{cells[0]}: {_cells(names, cells)}"


def _cells(names: list[str], cells: list[str]) -> str:
    if len(cells) == 2:
        return cells[1]
    return ", ".join(f"{name} {cell}".strip() for name, cell in zip(names[1:], cells[1:], strict=False))


def _pieces(text: str) -> Iterator[str]:
    """A long section in pieces, cut between paragraphs, so that each has one thing to say."""
    piece = ""
    for paragraph in text.split("\n\n"):
        if piece and len(piece) + len(paragraph) > LONGEST:
            yield piece
            piece = ""
        piece = f"{piece}\n\n{paragraph}" if piece else paragraph
    if piece:
        yield piece
