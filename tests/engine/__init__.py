"""The engine room: turns that survive crashes, and the mover that hands them over."""
