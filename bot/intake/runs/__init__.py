"""A skill at work for a ticket: its steps, its locks, its endings, its witness."""
