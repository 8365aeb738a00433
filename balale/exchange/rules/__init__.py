"""What the cells of people's lists mean. Pure functions; nothing is guessed, everything is said."""
