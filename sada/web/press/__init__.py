"""The screens of replies in the press: the list, the page of one, what one says of it, the legal texts."""
