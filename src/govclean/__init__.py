"""govclean turns the files government departments hand in into registries that can be trusted and shared."""

__version__ = "0.1.0"
