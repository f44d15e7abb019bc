"""Where people take over: the ticket's life, the context packet, claim, relay, resolve."""
