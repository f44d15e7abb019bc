"""Skill: ask for leave or see what is left."""
