"""Reads for the account of a file, under the row policies of the one who asks."""
