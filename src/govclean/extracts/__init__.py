"""Files that departments hand in, read as tables of text that keep account of every record."""
