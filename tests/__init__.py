"""The suite: stories first, then a mirror of each room."""
