"""Versions of the main store: the bot's tables, memory's and the sandbox company's."""
