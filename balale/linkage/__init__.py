"""Finds records that may be the same human being. Suspects, never merges.

One vocabulary of comparisons (`rules.vocabulary`) over prepared columns (`rules.prepare`) serves
the batch on Splink (`services`) and the scorer at entry (`rules.scorer`), with one file of
weights. Needs no database of ours: people come in as a table.
"""
