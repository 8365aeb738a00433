"""Runs a program whose words are shown only if something goes wrong."""

import subprocess
from collections.abc import Sequence
from os import PathLike
from typing import Any


def run_quietly(
    command: Sequence[str | PathLike[str]], **arguments: Any
) -> subprocess.CompletedProcess[str]:
    """Run it without input; all that it says, errors too, is in the answer's `stdout`."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **arguments,
    )
