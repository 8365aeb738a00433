"""The desk's screens, a file for each noun."""
