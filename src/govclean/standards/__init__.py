"""Directory standards: YAML → standard, fields, code lists; all mistakes told at once, with file and line."""
