"""Files of people coming in: read safely, understood row by row, compared with the registry.

Owns the reading of workbooks and the account of every row. Doesn't own people, families or
entries; those are the registry's.
"""
