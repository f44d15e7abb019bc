"""The command line: every verb, and every fault as one sentence."""
