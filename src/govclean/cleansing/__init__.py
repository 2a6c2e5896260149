"""Table and rules in, clean table and every change out: nothing is lost, nothing is guessed."""
