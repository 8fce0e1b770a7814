"""Administration: units, people and roles, calendar, promises, sources, the log, the health of the system."""
