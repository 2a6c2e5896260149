"""What a domain expert knows of one kind of value: semantic types, pure functions on columns."""
