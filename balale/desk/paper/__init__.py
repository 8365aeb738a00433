"""Documents of the desk: what each has on it, as plain data beside its typst template."""
