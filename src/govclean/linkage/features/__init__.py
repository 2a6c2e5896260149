"""What is derived from a value before records meet: one kind of value, one file."""
