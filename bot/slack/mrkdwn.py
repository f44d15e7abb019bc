"""People's text made harmless for Slack: nothing in it mentions, links, hides or poses as ours."""

import re
from collections.abc import Collection

from bot.slack.visible import visible

JOIN = "\u2060"
"""WORD JOINER: invisible, and enough to break what Slack would take for a mention or a link."""

USER = re.compile(r"[UW][A-Z0-9]{2,}")
TAG = re.compile(r"<(?=[!@#/?A-Za-z])")
CALL = re.compile(r"(?<=[@＠])(?=(?:channel|here|everyone)\b)", re.IGNORECASE)
ENTITY = re.compile(r"&(?=(?:#\w+|\w+);)")
BRACKET = re.compile(r"\](?=[(\[:])")
LINK = re.compile(r"\[([^\[\]\n]*)\]\((https?://[^\s()<>\\]+)\)")
ADDRESS = re.compile(
    r"(?P<scheme>(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{0,20})?(?P<slashes>:[/\\]{2,})"
    r"(?P<place>(?:(?!:[/\\]{2})[^\s/\\?#<>\"'|)}])*)"
    r"|(?P<bare>(?<![\w-])(?:[\w-]{1,63}[.。．｡]){1,8}[^\W\d_]{2,24}(?=(?::\d+)?[/?#]))"
    r"|(?P<www>\bwww[.。．｡][^\s:/?#<>\"'|)\]}]+)"
)


def plain(text: str, allowed: Collection[str] = ()) -> str:
    """Text of people as mrkdwn: Slack's three escapes, addresses outside `allowed` defanged.

    `allowed` are host names, whose subdomains are allowed too and which stand for https, or whole origins
    (`http://127.0.0.1:3700`). The source of the escapes is Slack's "Formatting text for app surfaces".
    """
    shown = defanged(visible(text), allowed).replace("```", f"`{JOIN}`{JOIN}`")
    shown = CALL.sub(JOIN, shown)
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str, allowed: Collection[str] = ()) -> str:
    """The same as a mrkdwn quote: every line of it stands behind a bar."""
    return "\n".join(f"> {line}" for line in plain(text, allowed).split("\n"))


def inert(text: str, allowed: Collection[str] = ()) -> str:
    """Text of people for `plain_text` and `rich_text`, where nothing is parsed but strings are copied on."""
    return CALL.sub(JOIN, TAG.sub(f"<{JOIN}", defanged(visible(text), allowed)))


def markdown(text: str, allowed: Collection[str] = ()) -> str:
    """Markdown that formats and does nothing else: no mentions, links, images, HTML or entities.

    Links `[label](https://host/…)` to allowed hosts stay.
    """
    shown = visible(text)
    kept: list[str] = []
    end = 0
    for link in LINK.finditer(shown):
        if _may_stay(link[2], allowed):
            kept += [_dead(shown[end : link.start()], allowed), f"[{_dead(link[1], ())}]({link[2]})"]
            end = link.end()
    return "".join([*kept, _dead(shown[end:], allowed)])


def mention(user: str) -> str:
    """A real mention of somebody Baton addresses; anything that is no user id comes back as plain text."""
    return f"<@{user}>" if USER.fullmatch(user) else plain(user)


def defanged(text: str, allowed: Collection[str] = ()) -> str:
    """Web addresses outside the allow-list cannot be opened by a click: `hxxps://evil[.]test/x`."""
    return ADDRESS.sub(lambda found: _defang(found, allowed), text)


def _dead(text: str, allowed: Collection[str]) -> str:
    shown = ENTITY.sub(f"&{JOIN}", TAG.sub(f"<{JOIN}", defanged(text, allowed)))
    return CALL.sub(JOIN, BRACKET.sub(f"]{JOIN}", shown))


def _defang(found: re.Match[str], allowed: Collection[str]) -> str:
    if bare := found["bare"] or found["www"]:
        return bare if _is_allowed(bare.casefold(), allowed) else _dotless(bare)
    named = found["scheme"] or ""
    if _may_stay(found[0], allowed):
        return found[0]
    scheme = re.sub("^http", "hxxp", named, flags=re.IGNORECASE)
    slashes = found["slashes"] if scheme.casefold().startswith("hxxp") else "[:]//"
    return f"{_dotless(scheme)}{slashes}{_dotless(found['place'])}"


def _dotless(host: str) -> str:
    return re.sub(r"(?<!\[)[.。．｡]", "[.]", host)


def _host(address: str) -> str:
    """The host of an address; "" where a user name or a port is in the way of being sure."""
    place = re.split(r"[/\\?#]", address.partition("://")[2], maxsplit=1)[0]
    return "" if re.search(r"[^a-z0-9.-]", place.casefold()) else place.casefold()


def _may_stay(address: str, allowed: Collection[str]) -> bool:
    if any(address.startswith(f"{origin}/") for origin in allowed if "://" in origin):
        return True
    return address.casefold().startswith("https://") and _is_allowed(_host(address), allowed)


def _is_allowed(host: str, allowed: Collection[str]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in allowed)
