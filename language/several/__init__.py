"""Several commands in one message: all of them are read, or it is asked for one at a time."""
