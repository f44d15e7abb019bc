"""What people say about a slow laptop: which one it is, when it is slow, what is dangerous or was tried."""

import re
from collections.abc import Mapping

from skills import Device
from skills.words import mentioned

WHEN = {
    "After it starts": ("started", "starting", "start", "boot", "booting", "login", "switch it on"),
    "In one program": ("one program", "excel", "outlook", "word", "teams", "zoom", "chrome", "photoshop"),
    "It gets hot or loud": ("hot", "loud", "fan", "heat", "overheating", "battery"),
    "All the time": ("all the time", "always", "constantly", "everything", "every click", "disk", "storage"),
}

DANGER = re.compile(r"swollen|swelling|bulg|smok|on fire", re.IGNORECASE)
RESTARTED = re.compile(r"(already|have) restarted|restarted (it )?(already|twice)", re.IGNORECASE)


def tag_in(text: str) -> str:
    """The asset tag in a text, as the sticker has it; empty where there is none."""
    found = re.search(r"\bCRP-?(\d{4})\b", text, re.IGNORECASE)
    return f"CRP-{found[1]}" if found else ""


def laptops_meant(text: str, laptops: Mapping[str, Device]) -> list[str]:
    """The asset tags the text can mean: by tag or by name (“the Mac”), else all of them."""
    called = {asset: (asset, laptop.name[:3], *laptop.name.split()) for asset, laptop in laptops.items()}
    return mentioned(text, called) or list(laptops)
