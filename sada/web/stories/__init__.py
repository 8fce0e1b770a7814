"""Stories: items telling the same thing, with what changed between them."""
