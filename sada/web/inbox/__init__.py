"""The inbox: what was heard, laid before the units it concerns, waiting for a decision."""
