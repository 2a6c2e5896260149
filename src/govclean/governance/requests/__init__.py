"""Requests to share (共享需求): who asked for what, when the answer was due, what it was and why."""
