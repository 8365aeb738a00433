"""Workbooks taken apart in a process of their own: no settings, no keys, no database."""
