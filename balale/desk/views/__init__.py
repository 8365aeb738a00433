"""Screens by noun: home, entry, people, batch, rahasia."""
