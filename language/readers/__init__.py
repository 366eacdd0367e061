"""Readers: each knows one kind of command in living language and makes a draft of it, or nothing."""
