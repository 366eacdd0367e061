"""One update's way: webhook or polling, turn, reply; and the command line."""
