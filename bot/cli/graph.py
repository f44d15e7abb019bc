"""Small pictures as SVG that stand alone: shares against shares, and a table of counts as shades."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 520, 400
LEFT, RIGHT, TOP, BOTTOM = 56, 20, 104, 50
INK, GRID = "#1d1c1d", "#d8d8dc"
COLOURS = ("#1264a3", "#b5520b", "#2e7d4f")
CELL, NAMES, SMALL = 30, 230, 12
LONGEST_NAME = 34


@dataclass(frozen=True)
class Line:
    """A name and its points, shares from 0 to 1. `dots` marks each point; `faint` is what to compare with."""

    name: str
    points: Sequence[tuple[float, float]]
    dots: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Paper:
    """Where shares stand on the picture; the upright axis begins at `lowest`."""

    lowest: float

    def x(self, share: float) -> float:
        """From the left."""
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, share: float) -> float:
        """From the top."""
        height = HEIGHT - TOP - BOTTOM
        return HEIGHT - BOTTOM - (share - self.lowest) / (1 - self.lowest) * height


def chart(title: str, across: str, up: str, lines: Sequence[Line], lowest: float = 0.0) -> str:
    """Lines on a square of shares; `lowest` (below 1) is where the upright axis begins."""
    paper = Paper(lowest)
    body = [
        *_axes(paper),
        *(part for n, line in enumerate(lines) for part in _line(paper, line, n)),
        text(LEFT - 40, 22, title, size=15, bold=True),
        text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across, anchor="middle"),
        text(LEFT - 40, TOP - 6, up),
    ]
    return svg(title, WIDTH, HEIGHT, body)


def _axes(paper: Paper) -> Iterator[str]:
    for part in range(6):
        share = part / 5
        value = paper.lowest + (1 - paper.lowest) * share
        yield f'<path d="M{LEFT} {paper.y(value):.1f}H{WIDTH - RIGHT}" stroke="{GRID}"/>'
        yield text(LEFT - 6, paper.y(value) + 4, f"{value:.0%}", anchor="end")
        yield text(paper.x(share), HEIGHT - BOTTOM + 18, f"{share:.0%}", anchor="middle")


def _line(paper: Paper, line: Line, n: int) -> Iterator[str]:
    colour = "#86868b" if line.faint else COLOURS[n % len(COLOURS)]
    seen = [(paper.x(x), paper.y(y)) for x, y in line.points if y >= paper.lowest]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in seen)
    dashes = ' stroke-dasharray="5 4"' if line.faint else ""
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
    if line.dots:
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in seen)
    yield text(WIDTH - RIGHT, 38 + 16 * n, line.name, anchor="end", fill=colour)


def shades(title: str, rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """A table of counts, the darker the more; `counts` has a row for each of `rows`."""
    most = max((count for row in counts for count in row), default=0) or 1
    top = NAMES - 40
    body = [text(8, 20, title, size=15, bold=True)]
    for n, name in enumerate(columns):
        x = NAMES + CELL * n + CELL * 0.7
        place = f'transform="rotate(-55 {x:.0f} {top - 6})"'
        body.append(text(x, top - 6, shortened(name), more=place))
    for m, (name, row) in enumerate(zip(rows, counts, strict=True)):
        body.append(text(NAMES - 6, top + CELL * m + 19, shortened(name), anchor="end"))
        body += [_cell(NAMES + CELL * n, top + CELL * m, count, count / most) for n, count in enumerate(row)]
    return svg(title, NAMES + CELL * len(columns) + 150, top + CELL * len(rows) + 12, body)


def _cell(x: int, y: int, count: int, share: float) -> str:
    box = f'<rect x="{x}" y="{y}" width="{CELL - 2}" height="{CELL - 2}" rx="3"'
    shade = f'{box} fill="#1264a3" fill-opacity="{0.06 + 0.94 * share:.2f}"/>'
    ink = "#ffffff" if share > 0.5 else INK
    return shade + (text(x + CELL / 2 - 1, y + 19, str(count), anchor="middle", fill=ink) if count else "")


def shortened(name: str) -> str:
    """A name that fits beside a table."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def svg(title: str, width: int, height: int, body: Sequence[str]) -> str:
    """The whole picture on white paper; its title is read to those who cannot see it."""
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    look = f'role="img" font-family="system-ui, sans-serif" fill="{INK}"'
    paper = f'<title>{escape(title)}</title>\n<rect width="{width}" height="{height}" fill="#ffffff"/>'
    opened = f'<svg xmlns="http://www.w3.org/2000/svg" {box} {look}>'
    return "\n".join([opened, paper, *body, "</svg>\n"])


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: int = SMALL,
    bold: bool = False,
    fill: str = INK,
    more: str = "",
) -> str:
    """Words at a place."""
    look = f'text-anchor="{anchor}" font-size="{size}" font-weight="{600 if bold else 400}" fill="{fill}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look} {more}>{escape(words)}</text>'
