"""Verification of entries by the office: the queue, decisions, undo.

Owns no tables yet; writes through the registry's usulan and status.
"""
