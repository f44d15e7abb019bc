"""The only room with a window on Slack: who comes in, what goes out, and how it looks."""
