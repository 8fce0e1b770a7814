"""Sada (منصة صدى): hears what is said about municipal work, answers it in time and truthfully, measures whether it helped."""

__version__ = "0.1.0"
