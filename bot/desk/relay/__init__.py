"""The talk between employee and staff: what crosses, and what stays inside."""
