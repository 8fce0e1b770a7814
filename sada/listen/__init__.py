"""Stage 1: what is said comes in. Bytes first, then exactly one counted fate each."""
