"""Screens of case work: the lists, the case page, and the steps on a case."""
