"""Makers of invented rows for tests; everybody in them is invented."""
