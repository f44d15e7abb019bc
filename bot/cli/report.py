"""The pages that evaluations write: one frame for all; each has words, tables and pictures of its own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from string import Template

from pydantic import JsonValue

from bot.cli.jsonl import stop

FRAME = Path(__file__).with_name("report.html")


def page(
    title: str, words: Path, figures: Mapping[str, JsonValue], pictures: Iterable[str], **parts: str
) -> str:
    """A page as HTML. `words` is a template of its text; `parts`, HTML already, go where it names them."""
    text = _filled(
        words,
        day=date.today().isoformat(),
        figures=rows((name, "none" if value is None else value) for name, value in figures.items()),
        pictures="\n".join(f"<figure>{picture}</figure>" for picture in pictures),
        **parts,
    )
    return _filled(FRAME, title=escape(title), words=text)


def rows(cells: Iterable[Sequence[object]]) -> str:
    """The rows of a table; what people wrote is escaped."""
    lines = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in cells)
    return "\n".join(f"<tr>{line}</tr>" for line in lines) or "<tr><td>none</td></tr>"


def write(folder: Path, html: str) -> Path:
    """Write `index.html` into a folder, which is made where it is missing; it needs no other file."""
    file = folder / "index.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    except OSError:
        stop(f"{folder} cannot be written; choose another --report.")
    return file


def _filled(template: Path, **parts: str) -> str:
    return Template(template.read_text(encoding="utf-8")).substitute(parts)
