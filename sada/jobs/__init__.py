"""Background jobs: each loads by id and calls one act. Repeating any of them does no harm."""
