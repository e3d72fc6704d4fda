"""Finds a Chromium for the browser tests, or installs Debian's."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Return the path of a Chromium, installed by apt-get when that can be done, or None."""
    found = os.environ.get("HEDERSSAK_CHROMIUM") or _on_path()
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    print("No Chromium here; installing Debian's for the browser tests ...", flush=True)
    quiet = ["apt-get", "-qq", "-y", "--no-install-recommends"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "chromium"]):
        if subprocess.run([*quiet, *command], check=False, env=environment).returncode:
            return None
    return _on_path()


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
