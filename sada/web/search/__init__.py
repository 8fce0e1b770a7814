"""Search over items, cases, facts and units within one's reach."""
