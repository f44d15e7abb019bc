"""From a message to what is done about it: turns, triage, routing, the pipeline."""
