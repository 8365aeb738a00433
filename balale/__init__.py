"""Sistem BALALE': the social-welfare registry of Kabupaten Bengkayang."""
