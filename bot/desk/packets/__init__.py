"""The context packet: gathered, fitted to its room, rendered, and asked about."""
