"""Finds the browser for the browser tests, and installs it where that is our place."""

import os
import shutil

from launch.quiet import run_quietly
from launch.words import say, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """$BALALE_CHROMIUM, else the first known name on the PATH; empty when there is none."""
    if chosen := os.environ.get("BALALE_CHROMIUM"):
        return chosen
    return next((path for name in NAMES if (path := shutil.which(name))), "")


def ensure_chromium() -> str:
    """The browser's path. Without one the browser tests fail, in words; they never skip."""
    if found := find_chromium():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Memasang Chromium untuk uji layar"):
            install_chromium()
    found = find_chromium()
    if not found:
        say("Chromium tidak ada, jadi uji layar akan gagal. Pasang dulu, misalnya:")
        say("  sudo apt-get install chromium    (atau isi BALALE_CHROMIUM)")
    return found


def install_chromium() -> None:
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"],
    )
    for command in commands:
        done = run_quietly(command, env=environ)
        if done.returncode:
            say("\n".join(done.stdout.splitlines()[-10:]))
