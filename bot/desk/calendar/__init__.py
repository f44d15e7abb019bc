"""When a desk is there and who of it: hours, targets, turns on call, absences."""
