"""How two values of one kind are compared: one kind, one file."""
