"""Stage 2: what was heard becomes understood, grouped into stories and laid before the units it concerns."""
