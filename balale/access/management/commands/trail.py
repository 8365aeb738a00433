"""Verify the trail's chain, or tell its newest seal, on the server."""

import json
import re
import sys
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand

from balale.access.queries.chain import Verdict, get_root, verify_trail
from balale.access.rules.policy import Role
from balale.access.system import acting_as_system
from balale.audit import services as audit

_SHOWN = 20


def parse_noted(text: str) -> tuple[int, bytes]:
    """NUMBER:DIGEST as it was printed; spaces in the digest don't count."""
    nomor, _, digest = text.partition(":")
    digest = re.sub(r"\s", "", digest)
    if not nomor.isdecimal() or not re.fullmatch(r"[0-9a-fA-F]{64}", digest):
        raise ArgumentTypeError(f"{text}: tulis NOMOR:SIDIK, sidik 64 angka dan huruf a–f")
    return int(nomor), bytes.fromhex(digest)


class Command(BaseCommand):
    help = "Verify the trail, or tell its newest seal."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("what", choices=("verify", "root"))
        parser.add_argument("--root", action="append", default=[], type=parse_noted)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, what, root, **options):
        if what == "root":
            self._tell_root(options["json"])
        else:
            self._verify(root, options["json"])

    def _tell_root(self, is_json: bool) -> None:
        with acting_as_system(Role.AUDITOR):
            root = get_root()
        if root is None:
            self.stdout.write("null" if is_json else "Belum ada segel.")
            return
        answer = {"nomor": root.nomor, "at": root.at.isoformat(), "digest": root.digest.hex()}
        self.stdout.write(
            json.dumps(answer) if is_json else f"{root.nomor}:{answer['digest']}  {answer['at']}"
        )

    def _verify(self, noted: list[tuple[int, bytes]], is_json: bool) -> None:
        with acting_as_system(Role.AUDITOR) as by:
            verdict = verify_trail(noted=noted)
            audit.record(
                "trail.verified", by=by,
                fields={"baris": verdict.lines, "cacat": len(verdict.flaws)},
            )  # fmt: skip
        self.stdout.write(_to_json(verdict) if is_json else _to_words(verdict))
        sys.exit(1 if verdict.flaws else 0)


def _to_json(verdict: Verdict) -> str:
    flaws = [
        {"kind": each.kind, "seal": each.nomor, "line": str(each.line or ""), "kata": each.kata}
        for each in verdict.flaws
    ]
    figures = {"seals": verdict.seals, "lines": verdict.lines, "waiting": verdict.waiting}
    return json.dumps({"ok": not flaws, **figures, "flaws": flaws}, ensure_ascii=False, indent=1)


def _to_words(verdict: Verdict) -> str:
    seen = f"{verdict.lines} baris dalam {verdict.seals} segel diperiksa."
    if not verdict.flaws:
        return f"✓ {seen} Semuanya cocok. {verdict.waiting} baris menunggu segel."
    lines = [f"✗ {each.kata}" for each in verdict.flaws[:_SHOWN]]
    if len(verdict.flaws) > _SHOWN:
        lines.append(f"… dan {len(verdict.flaws) - _SHOWN} lagi.")
    return "\n".join([*lines, f"{seen} Yang pertama tertulis paling atas. Jangan ubah apa pun."])
