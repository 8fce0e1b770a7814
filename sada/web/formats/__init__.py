"""How values are read and written in forms: Django's own Arabic formats read 12/03 as December and write 12,5."""
