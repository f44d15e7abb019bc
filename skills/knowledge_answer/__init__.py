"""Skill: answer from the handbook."""
