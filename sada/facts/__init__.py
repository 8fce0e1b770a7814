"""Stage 3: statements one may quote, with proof, owner and expiry."""
