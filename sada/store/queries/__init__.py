"""Read-only questions, a noun phrase each."""
