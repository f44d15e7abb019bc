"""Chaos: the real `baton serve` killed at awkward moments, judged by what Slack saw."""
