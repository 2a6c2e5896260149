"""Returns: every problem goes back to the department that supplied it, and what became of it is counted."""
