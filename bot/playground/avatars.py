"""Pictures of people: their initials on a colour of their own, as SVG."""

from html import escape
from zlib import crc32


def avatar(name: str, real_name: str, *, square: bool = False) -> str:
    """An SVG of 72 by 72; the colour follows from `name`."""
    initials = escape("".join(word[0] for word in real_name.split()[:2]).upper() or "?")
    hue = crc32(name.encode()) % 360
    corner = 12 if square else 36
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="72" viewBox="0 0 72 72">'
        f'<rect width="72" height="72" rx="{corner}" fill="hsl({hue} 45% 38%)"/>'
        '<text x="36" y="46" font-family="system-ui,sans-serif" font-size="28" font-weight="600" '
        f'text-anchor="middle" fill="#fff">{initials}</text></svg>'
    )
