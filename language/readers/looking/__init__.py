"""What is asked to be shown, and where one is and goes."""
