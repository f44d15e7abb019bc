"""Connections: the company's systems, and the grants through which a skill reaches them."""

from bot.connections.tables import metadata

__all__ = ["metadata"]
