"""Reads of the training: what an account has done, and what it may print."""
