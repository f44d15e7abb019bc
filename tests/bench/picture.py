"""Curves as SVG: a logarithmic axis of amounts, a linear one from zero, no library needed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 44, 56, 56
COLOURS = ("#4a154b", "#1264a3", "#2eb67d", "#e01e5a")
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Curve:
    """A name and its points, amount to value."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Scale:
    """Where amounts and values stand on the picture."""

    least: float
    most: float
    highest: float

    def x(self, amount: float) -> float:
        """Logarithmic, from the left."""
        share = math.log(amount / self.least) / (math.log(self.most / self.least) or 1)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Linear, zero at the bottom."""
        return HEIGHT - BOTTOM - value / self.highest * (HEIGHT - TOP - BOTTOM)


def draw(file: Path, title: str, across: str, up: str, curves: Sequence[Curve]) -> None:
    """Write the picture; `across` and `up` say what the axes count."""
    points = [point for curve in curves for point in curve.points]
    amounts = sorted({amount for amount, _ in points})
    scale = Scale(amounts[0], amounts[-1], _round_up(max(value for _, value in points) * 1.1))
    body = [
        *_axes(scale, amounts),
        *(line for n, curve in enumerate(curves) for line in _curve(scale, curve, n)),
        _text(LEFT - 48, 28, title, size=17, weight="600"),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, across, anchor="middle"),
        _text(LEFT - 48, TOP - 8, up),
    ]
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    look = 'font-family="system-ui, sans-serif" fill="#1d1c1d"'
    paper = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    file.write_text(
        "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {box} {look}>', paper, *body, "</svg>\n"])
    )


def _axes(scale: Scale, amounts: Sequence[float]) -> list[str]:
    lines = []
    for value in (scale.highest * part / 4 for part in range(5)):
        y = scale.y(value)
        lines.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        lines.append(_text(LEFT - 8, y + 4, f"{value:g}", anchor="end"))
    return lines + [
        _text(scale.x(each), HEIGHT - BOTTOM + 20, f"{each:,.0f}", anchor="middle") for each in amounts
    ]


def _curve(scale: Scale, curve: Curve, n: int) -> list[str]:
    colour = COLOURS[n % len(COLOURS)]
    places = [(scale.x(amount), scale.y(value)) for amount, value in curve.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    name = _text(WIDTH - RIGHT - 8, TOP + 12 + 18 * n, curve.name, anchor="end", fill=colour)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in places]
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>', *dots, name]


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: int = 13,
    weight: str = "400",
    fill: str = "#1d1c1d",
) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    look = f'font-size="{size}" font-weight="{weight}" fill="{fill}"'
    return f"<text {place} {look}>{escape(text)}</text>"


def _round_up(value: float) -> float:
    """The next number that reads well, such as 2, 5 or 10 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in STEPS if step * power >= value)
