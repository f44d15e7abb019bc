"""The store: the inbox, and text that is sealed at rest."""
