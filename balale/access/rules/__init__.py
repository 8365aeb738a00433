"""The policy table and what follows from it, as pure data."""
