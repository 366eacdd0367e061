"""Which feature waits for which."""
