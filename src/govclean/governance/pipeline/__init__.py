"""The whole road in one command: which drops there are, which steps are due, run them, put their results in place."""
