"""Reports that programs read: one format, one file; each writes a `Report` to a binary stream."""
