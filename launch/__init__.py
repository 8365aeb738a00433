"""What `bin/balale` does: environment, private PostgreSQL, demo, tests, checks.

Standard library only, since it runs before anything is installed. It knows nothing of
welfare and never imports `balale`; it calls Django as a program of its own.
"""
