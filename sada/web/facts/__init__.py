"""Facts: the table, the page of one, adding and changing."""
