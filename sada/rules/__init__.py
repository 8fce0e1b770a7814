"""Pure decisions: calendar, clocks, states, rights, routing, citations, alarms. Standard library only."""
