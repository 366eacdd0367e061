"""The status of a feature, and why it has it."""
