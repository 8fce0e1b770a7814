"""Stage 4: from a mention to an approved, sent and followed-up answer, on a clock."""
