"""Clients for Slack's Web API: one that retries reads, one that never posts twice on its own."""

import ipaddress
import logging
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

UNREACHABLE = (SlackClientError, ClientError, OSError)
"""What a call raises that Slack refused, or that did not get there in time (TimeoutError is an OSError)."""

TIMEOUT_SECONDS = 15
READS_AGAIN = 4
"""How often a read is repeated, after pauses of half a second that double: a turn waits rather than fails."""


def reading_client(token: str, url: str, session: ClientSession) -> AsyncWebClient:
    """For reads and calls that may safely happen twice."""
    client = posting_client(token, url, session)
    client.retry_handlers.extend(
        (
            AsyncConnectionErrorRetryHandler(max_retry_count=READS_AGAIN),
            AsyncRateLimitErrorRetryHandler(max_retry_count=READS_AGAIN),
            AsyncServerErrorRetryHandler(max_retry_count=READS_AGAIN),
        )
    )
    return client


def posting_client(token: str, url: str, session: ClientSession) -> AsyncWebClient:
    """For the outbox, which decides itself when a call is made again."""
    # Told to, the SDK logs whole answers, and with them what people typed before it could be masked.
    sdk_log = logging.getLogger("bolt.web")
    sdk_log.setLevel(logging.INFO)
    client = AsyncWebClient(
        token=token,
        base_url=url,
        session=session,
        timeout=TIMEOUT_SECONDS,
        retry_handlers=[],
        logger=sdk_log,
    )
    # The SDK takes HTTPS_PROXY from the environment and ignores NO_PROXY.
    if is_loopback(url):
        client.proxy = None
    return client


def http_session() -> ClientSession:
    """One pool of connections for all calls."""
    return ClientSession(timeout=ClientTimeout(total=TIMEOUT_SECONDS))


def is_loopback(url: str) -> bool:
    """Whether an address points at this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
