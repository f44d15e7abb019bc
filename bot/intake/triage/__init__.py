"""From a text to a decision: rules for people first, then a classifier that knows when it does not know."""
