"""The rules of the directory: one file for each part of an entry."""
