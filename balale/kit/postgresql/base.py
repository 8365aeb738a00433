"""The backend as settings name it: Django's own with our compiler."""

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations as PlainOperations


class DatabaseOperations(PlainOperations):
    compiler_module = "balale.kit.postgresql.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
