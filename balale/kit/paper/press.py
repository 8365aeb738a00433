"""The press: one short-lived process a document, so that its memory and its time are bounded."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from balale.kit.paper.sheet import Cetakan, to_paper

logger = logging.getLogger("balale.kit.paper")

HERE = Path(__file__).parent
CHILD = HERE / "child.py"
# The server has two cores and other work to do: one document at a time in each of its
# processes. Most take a third of a second, a list of 500 rows 2.5 s and 120 MB.
DETIK_MAKS = 20
_turn = BoundedSemaphore(1)


class PaperError(RuntimeError):
    """The document could not be made. Says how the press ended, never what was on the page."""


def print_pdf(template: Path, data: Mapping[str, Any], *, cetakan: Cetakan, at: datetime) -> bytes:
    """The PDF of a template over plain data. Raises PaperError.

    Words reach the press by its standard input: not as arguments, and not by way of the disk.
    """
    job = {
        "template": str(template),
        "sheet": str(HERE / "sheet.typ"),
        "fonts": str(HERE / "font"),
        "data": json.dumps({"sheet": to_paper(cetakan), **to_paper(data)}, ensure_ascii=True),
        "at": int(at.timestamp()),
    }
    if not _turn.acquire(timeout=DETIK_MAKS):
        raise PaperError("the press is busy")
    try:
        return _run(json.dumps(job).encode())
    finally:
        _turn.release()


def _run(job: bytes) -> bytes:
    command = [sys.executable, "-I", str(CHILD)]
    environment = {"RAYON_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, input=job, capture_output=True, env=environment, timeout=DETIK_MAKS, check=True
        )
    except subprocess.TimeoutExpired:
        raise PaperError("the press took too long") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
        logger.warning("the press ended with %s", error.returncode)
        raise PaperError(f"the press ended with {error.returncode}: {said}") from None
    return done.stdout
