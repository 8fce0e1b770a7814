"""The work view: one's own day, the board of the team, steps with many cases."""
