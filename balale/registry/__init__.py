"""The registry: orang, keluarga, their addresses and PPKS entries, and proposals.

Owns orang, keluarga, alamat, PPKS entries with status and answers, usulan with
their decisions, and the dated categories and forms. Doesn't own case work
(cases), visits (verification) nor any screen (desk).
"""
