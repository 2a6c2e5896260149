"""The command line: one command, one file; it reads options, calls one function, shows, and exits."""
