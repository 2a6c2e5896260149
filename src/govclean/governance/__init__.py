"""The rooms below brought together for a bureau's work: whole files and drops, judged and entered in the books."""
