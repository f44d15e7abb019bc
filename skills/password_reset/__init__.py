"""Skill: reset a password or unlock an account."""
