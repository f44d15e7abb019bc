"""Reads a handbook: Markdown files with optional front matter, cut into sections by their headings."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from memory.front import ArticleFault, BrokenArticle, Front, parted

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
# The lengths are bounds for files that nobody wrote by hand, not for what people write.
_SHORTCODE = re.compile(r"\{[%{#].{0,400}?[%}#]\}", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\(([^)\s]{0,2000})[^)]{0,500}\)")
_RULE = re.compile(r"^[\s|:-]+$")
_NOT_SLUG = re.compile(r"[^\w\- ]")
LONGEST = 1500
MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Section:
    """One section of an article, as a reader sees it, and who may read it (nobody named: everybody).

    `trail` are the headings above its own; `link` is where the article was made from; `country` is empty
    where the section holds everywhere.
    """

    title: str
    heading: str
    text: str
    source: str
    audience: frozenset[str] = field(default=frozenset())
    country: str = ""
    trail: tuple[str, ...] = ()
    keywords: str = ""
    link: str = ""

    @property
    def path(self) -> str:
        """Title, headings above, heading, each once: `Leave > Types of leave > Annual leave`."""
        return " > ".join(dict.fromkeys((self.title, *self.trail, self.heading)))

    def open_to(self, reader: frozenset[str]) -> bool:
        """Whether somebody who is called by these names (lower-case) may read it."""
        return not self.audience or bool(self.audience & reader)


@dataclass(frozen=True, slots=True)
class Article:
    """A file: what it says about itself, its sections, its anchors, and where its links lead."""

    path: str
    front: Front
    title: str
    sections: tuple[Section, ...]
    anchors: frozenset[str]
    links: tuple[str, ...]


def sections(folder: Path) -> Iterator[Section]:
    """The sections of every .md file under a folder, in the order of their names.

    BrokenArticle (a ValueError) names a file that cannot be read.
    """
    for path in markdown_files(folder):
        yield from read_article(path, path.relative_to(folder).as_posix()).sections


def markdown_files(folder: Path) -> list[Path]:
    """Every .md file under a folder, hidden ones left out, in the order of their names."""
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(place)
        found += [here / name for name in files if name.endswith(".md") and not name.startswith(".")]
    return sorted(found)


def read_article(file: Path, path: str) -> Article:
    """One file. BrokenArticle says what is wrong with it."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BrokenArticle(ArticleFault(path, "the file", "It is larger than 2 MB; cut it in parts."))
        markdown = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BrokenArticle(ArticleFault(path, "the file", "It is not UTF-8 text.")) from None
    except OSError as error:
        raise BrokenArticle(ArticleFault(path, "the file", f"It cannot be read: {error.strerror}.")) from None
    return whole_article(markdown, path)


def article(markdown: str, path: str) -> Iterator[Section]:
    """The sections of one article; `path` names it in sources as `path#anchor`."""
    yield from whole_article(markdown, path).sections


def whole_article(markdown: str, path: str) -> Article:
    """An article from its text; BrokenArticle where its front matter is wrong."""
    front, body = parted(markdown, path)
    body = _SHORTCODE.sub("", _without_comments(body))
    links = tuple(found.group(2) for found in _LINK.finditer(body) if found.group(2))
    parts = list(_cut(body))
    heading = next((part.heading for part in parts if part.heading), "")
    title = front.title or heading or Path(path).stem.replace("-", " ").capitalize()
    anchors = frozenset(slug(part.heading) for part in parts)
    made = (section for part in parts for section in _sections(part, front, title, path))
    return Article(path, front, title, tuple(made), anchors, links)


def slug(heading: str) -> str:
    """The anchor a heading gets on the usual Markdown sites."""
    return _NOT_SLUG.sub("", heading.lower()).strip().replace(" ", "-")


def _without_comments(body: str) -> str:
    first, *begun = body.split("<!--")
    parts = (part.partition("-->") for part in begun)
    return first + "".join(after if end else f"<!--{before}" for before, end, after in parts)


@dataclass(frozen=True, slots=True)
class _Part:
    heading: str
    trail: tuple[str, ...]
    lines: list[str]


def _sections(part: _Part, front: Front, title: str, path: str) -> Iterator[Section]:
    source = f"{path}#{slug(part.heading)}" if part.heading else path
    for piece in _pieces(_readable(part.lines)):
        yield Section(
            title,
            part.heading or title,
            piece,
            source,
            front.audience,
            front.country,
            part.trail,
            front.keywords,
            front.source,
        )


def _cut(body: str) -> Iterator[_Part]:
    """The parts one after another; a heading inside a code fence is none."""
    fenced = False
    above: list[tuple[int, str]] = []
    part = _Part("", (), [])
    for line in body.splitlines():
        fenced ^= _FENCE.match(line) is not None
        found = None if fenced else _HEADING.match(line)
        if found is None:
            part.lines.append(line)
            continue
        yield part
        depth, heading = len(found.group(1)), _LINK.sub(r"\1", found.group(2))
        above = [(level, name) for level, name in above if level < depth]
        part = _Part(heading, tuple(name for _, name in above), [])
        above.append((depth, heading))
    yield part


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
