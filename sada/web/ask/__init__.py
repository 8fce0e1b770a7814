"""The page behind the link that an expert without an account receives: one question, one answer, no frame."""
