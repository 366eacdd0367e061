"""Sentences known word for word but for their names and values."""
