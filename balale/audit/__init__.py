"""The trail: an append-only log of who did what and why.

Owns the trail lines and the one function that writes them. Points at rows by
label and id, without foreign keys. Doesn't hold old values (history does) nor
proposals (usulan do).
"""
