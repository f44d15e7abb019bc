"""The AI coworkers: who they are, how they stand, who answers for them, what they have done."""
