"""Table and standard in, findings out: complete, row by row, never an exception for wrong data."""
