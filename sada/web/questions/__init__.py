"""What experts are asked: their own list, the page of one question, what the desk does with it."""
