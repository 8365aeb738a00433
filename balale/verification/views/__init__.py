"""Screens of the office's verification: the queue, one proposal, its decisions."""
