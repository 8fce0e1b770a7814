"""Answers: draft, approval, sending; their addresses lie under those of cases."""
