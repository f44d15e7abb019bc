"""Skill: replace a lost second factor."""
