"""The Slack room: what we say as blocks, and text made harmless."""
