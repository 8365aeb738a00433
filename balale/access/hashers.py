"""Argon2id with the guide's parameters, and at most two hashes at once in a process."""

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

_TWO_AT_ONCE = threading.BoundedSemaphore(2)


class BoundedArgon2Hasher(Argon2PasswordHasher):
    """19 MiB, t = 2, p = 1 (security guide §5)."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password, salt):
        with _TWO_AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with _TWO_AT_ONCE:
            return super().verify(password, encoded)
