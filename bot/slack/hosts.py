"""Where our token and people's files may go: Slack's own hosts, over https, and the API's own address."""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver

SLACKS = ("slack.com", "slack-files.com", "slack-gov.com")


class Forbidden(Exception):
    """An address that nothing of ours goes to."""


def check(address: str, api_url: str) -> None:
    """Raises Forbidden for anything but `https://` at a host of Slack's, or the origin of `api_url`."""
    try:
        parts, api = urlsplit(address), urlsplit(api_url)
        host, port = (parts.hostname or "").casefold(), parts.port
    except ValueError:
        raise Forbidden("not an address") from None
    if (parts.scheme, parts.netloc) == (api.scheme, api.netloc):
        return
    slacks = any(host == name or host.endswith(f".{name}") for name in SLACKS)
    if parts.scheme != "https" or not slacks or port not in {None, 443} or "@" in parts.netloc:
        raise Forbidden(f"not one of Slack's addresses: {host}")


class PublicOnly(AbstractResolver):
    """Resolves names to public addresses only, whatever the name server says; `but` is the API's own host."""

    def __init__(self, but: str) -> None:
        self._resolver = ThreadedResolver()
        self._but = but

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[Any]:
        """As aiohttp asks for it; raises OSError where a name leads into a private network."""
        found = await self._resolver.resolve(host, port, family)
        if host != self._but and not all(ipaddress.ip_address(one["host"]).is_global for one in found):
            raise OSError(f"{host} leads into a private network")
        return list(found)

    async def close(self) -> None:
        """Nothing is held."""
        await self._resolver.close()
