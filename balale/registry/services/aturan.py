"""The category's rule, for services; it is a read and stands with the queries."""

from balale.registry.queries.aturan import get_aturan

__all__ = ["get_aturan"]
