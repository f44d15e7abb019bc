"""The desk: states, packets, claims, relays."""
