"""Django's PostgreSQL backend, writing each kind of query once."""
