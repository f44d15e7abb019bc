"""Baton: AI coworkers in Slack and the people they hand work to."""
