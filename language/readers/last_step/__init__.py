"""What is said of the step just taken: take it back, do it to another one, do it otherwise."""
