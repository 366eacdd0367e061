"""What goes into a release or comes out of it, and when it is due."""
