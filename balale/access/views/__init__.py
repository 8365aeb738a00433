"""Screens of sign-in, activation, roles and accounts."""
