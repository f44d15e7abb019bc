"""A ticket's time at the desk: clocks, leases, pauses, shifts."""
