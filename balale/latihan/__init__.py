"""Latihan: invented people and accounts for the demo and for training.

Owns the generator of invented people (`rules`, pure) and loading them into a database that is
marked LATIHAN. Never touches a database that is not so marked, and owns no table of its own:
the people it makes belong to `registry`, the accounts to `access`.
"""
