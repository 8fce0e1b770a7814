"""Sada (منصة صدى): hears what is said of municipal work, answers in time and truthfully, measures whether it helped."""

__version__ = "0.1.0"
