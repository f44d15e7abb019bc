"""Skill: find out why a laptop is slow."""
