"""A local Slack on loopback: Web API, Socket Mode, signed HTTP events, and the human side as JSON."""
