"""A headless Chromium, where the machine has one: what a page asks of the network, says on the console, and draws."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-extensions", "--disable-sync", "--no-first-run", "--enable-logging=stderr",
    "--virtual-time-budget=2000", "--window-size=1200,900", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


@cache
def browser() -> str | None:
    found = (shutil.which(name) for name in NAMES)
    cached = (Path.home() / ".cache" / "ms-playwright").glob("chromium-*/chrome-linux*/chrome")
    return next((path for path in (*found, *map(str, cached)) if path), None)


needs_browser = pytest.mark.skipif(
    browser() is None, reason=f"no browser found (looked for {', '.join(NAMES)})"
)


@dataclass(frozen=True)
class Visit:
    dom: str
    console: tuple[str, ...]
    hosts: frozenset[str]  # that were asked for anything, the browser's own among them


def visit(page: Path, *options: str) -> Visit:
    """Return what happened when a page was opened from disk."""
    log = page.with_suffix(".netlog.json")
    home = page.with_suffix(".profile")
    command = [
        str(browser()),
        *_QUIET,
        *options,
        f"--user-data-dir={home}",
        f"--log-net-log={log}",
        "--dump-dom",
    ]
    done = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, timeout=60, check=True)
    console = tuple(line for line in done.stderr.splitlines() if ":CONSOLE" in line)
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    urls = (event["params"].get("url") for event in events if isinstance(event.get("params"), dict))
    hosts = frozenset(urlsplit(url).netloc for url in urls if isinstance(url, str) and url.startswith("http"))
    return Visit(done.stdout, console, hosts)
