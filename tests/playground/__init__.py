"""Tests of the playground, through real Slack clients."""
