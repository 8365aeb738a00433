"""Settings (one file, from the environment) and the root urls. Owns no data."""
