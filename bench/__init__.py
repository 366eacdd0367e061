"""What Radar costs: `make bench` measures it here and now. Nothing in the program imports this room."""
