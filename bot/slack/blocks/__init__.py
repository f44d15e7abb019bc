"""How everything we say looks: one pure function a kind of message, domain object -> blocks and text."""
