"""How well we read, what waits undecided, and which learned model reads."""
