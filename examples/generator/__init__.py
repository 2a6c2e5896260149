"""Invents the people, companies and addresses of the example drops, and the errors planted in them."""
