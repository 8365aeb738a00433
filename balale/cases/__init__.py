"""Case work on rahasia entries: intake, assignment, assessment, verification.

Doesn't own the entries; they are the registry's.
"""
