"""Figures, each counted in one place for every page, print and table that shows it.

Owns no rows. What small figures hide is decided in the database (walls.sql), by the role that
asks; nothing here ever counts a rahasia entry of the running year.
"""
