"""Slack's Web API, one file a family; importing this package fills the table."""

from bot.playground.methods import (
    account,
    agents,
    chat,
    conversations,
    reactions,
    streaming,
    surfaces,
    uploads,
    users,
)
from bot.playground.methods.registry import METHODS, Call, Method

FAMILIES = (account, agents, chat, conversations, reactions, streaming, surfaces, uploads, users)
SCOPES_OF_METHODS: dict[str, frozenset[str]] = {name: method.scopes for name, method in METHODS.items()}
"""Every scope a method may need; `conversations.*` need the one of the conversation's kind."""

__all__ = ["FAMILIES", "METHODS", "SCOPES_OF_METHODS", "Call", "Method"]
