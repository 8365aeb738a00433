"""Screens of the training."""
