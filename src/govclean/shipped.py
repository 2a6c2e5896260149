"""Where the files that travel with govclean stand: `standards/` of a checkout, `govclean/shelf` of a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def shelf() -> Path:
    """Return the folder that holds `registries/`, `codelists/` and `profiles/`."""
    inside_the_wheel = Path(__file__).with_name("shelf")
    return inside_the_wheel if inside_the_wheel.is_dir() else Path(__file__).parents[2] / "standards"
