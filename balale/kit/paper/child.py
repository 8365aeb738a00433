"""One document: reads a job from standard input, writes the PDF to standard output.

A process of its own, without settings, keys or a database. It knows typst and nothing of ours.
"""

import json
import resource
import sys
from pathlib import Path

import typst

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 15


def main() -> int:
    """Compile the job; 1 with the message of the engine when the template is wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    job = json.load(sys.stdin.buffer)
    template = Path(job["template"])
    files = {"main.typ": template.read_bytes(), "sheet.typ": Path(job["sheet"]).read_bytes()}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[job["fonts"]])
    try:
        made = typst.compile(  # type: ignore[call-overload]  # the stub lacks a map of files
            files,
            format="pdf",
            font_paths=fonts,
            sys_inputs={"data": job["data"]},
            timestamp=job["at"],
            pdf_tags=False,  # made for a printer; tags make a long list sixteen times as large
        )
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
