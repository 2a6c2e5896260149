"""`python -m govclean`."""

from __future__ import annotations

from govclean.cli.main import start

if __name__ == "__main__":
    start()
