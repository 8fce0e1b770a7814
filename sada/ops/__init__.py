"""The `sada` command: starting, keeping and checking an installation."""
