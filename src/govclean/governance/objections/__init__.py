"""Objections (异议): what somebody says of a value, and the mark the record carries until the matter is closed."""
