"""What is made new: where its name begins and ends, and what is told of it at once."""
