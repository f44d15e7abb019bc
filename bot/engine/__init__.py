"""Durable turns: nothing outside this room knows which engine carries them."""
