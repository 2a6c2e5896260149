"""An invented world of people, companies and places that are hard to tell apart, and what two departments write of it."""
