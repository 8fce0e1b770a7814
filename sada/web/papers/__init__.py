"""Papers: the approved text as a letter, the printable file of a case."""
