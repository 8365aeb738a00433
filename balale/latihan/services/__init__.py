"""Loading invented people and accounts. Refuses every database that is not marked LATIHAN."""
