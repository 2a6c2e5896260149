"""Results made readable: text, machine formats, templates. Reads what was judged, decides nothing."""
