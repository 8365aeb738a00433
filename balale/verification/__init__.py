"""Verification of entries by the office: the queue, decisions, undo. Owns no tables yet; writes through registry's usulan and status."""
