"""What is kept word for word: ideas, risks, descriptions."""
