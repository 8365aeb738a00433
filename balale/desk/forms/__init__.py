"""Shapes of input of the desk's screens."""
