"""What the memory library promises, on its own."""
