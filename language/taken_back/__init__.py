"""What is said and at once said otherwise, or taken back: a day, a name, a status, the whole order."""
