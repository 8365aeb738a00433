"""What is compared and what it weighs. Pure: no Django, clock, files or chance."""
