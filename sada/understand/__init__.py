"""Arabic municipal text in, a Reading out. Pure: no Django, database, clock or network."""
