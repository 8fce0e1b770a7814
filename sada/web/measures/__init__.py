"""Measures: the figures of the desk, each with its formula, its sample, its interval and the items behind it."""
