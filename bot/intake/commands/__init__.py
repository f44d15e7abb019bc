"""Slash commands, and what else people ask of Baton itself: what it remembers, who is away, saved replies."""
