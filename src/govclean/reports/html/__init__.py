"""Reports as single HTML pages: no script, nothing loaded, every cell escaped; for the screen, the dark and A4."""
