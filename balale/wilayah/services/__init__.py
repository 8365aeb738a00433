"""Writes of areas: only the rerunnable load from `data/wilayah`."""

from balale.wilayah.services.load import load_wilayah
from balale.wilayah.services.rows import Counts, read_rows, sync_rows

__all__ = ["Counts", "load_wilayah", "read_rows", "sync_rows"]
