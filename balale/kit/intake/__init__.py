"""Files that people send: held in memory only, and taken apart in a process of their own."""

from balale.kit.intake.clean import BERKAS_MAKS_BYTES, CleanFile, clean_upload, say_unfit

__all__ = ["BERKAS_MAKS_BYTES", "CleanFile", "clean_upload", "say_unfit"]
