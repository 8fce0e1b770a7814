"""Decisions: calendar, clocks, states, routing, access, citations. Standard library only."""
