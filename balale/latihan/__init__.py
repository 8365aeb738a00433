"""Latihan: invented people and accounts for the demo and for training.

Owns the generator of invented people (`rules`, pure) and loading them into a database that is
marked LATIHAN, and the training there: six tasks, the way back to the seeded state, the
certificate. Its one table keeps that state; the people it makes belong to `registry`, the accounts
to `access`. Changes nothing about people in a database that is not so marked.
"""
