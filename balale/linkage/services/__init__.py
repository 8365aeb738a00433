"""The batch: reads a table, prepares it, lets Splink score it, writes pairs."""
