"""Jobs of a file: the dry run that stores nothing."""
