"""govclean turns the files government departments hand in into registries that can be trusted and shared.

The names below are imported when they are first used, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govclean.governance.library import clean, match, validate
    from govclean.governance.match_options import MatchOptions
    from govclean.governance.opening import JudgeOptions
    from govclean.standards.loading import load_standard

__version__ = "0.1.0"
__all__ = ["JudgeOptions", "MatchOptions", "__version__", "clean", "load_standard", "match", "validate"]

_HOMES = {
    "JudgeOptions": "govclean.governance.opening",
    "MatchOptions": "govclean.governance.match_options",
    "clean": "govclean.governance.library",
    "load_standard": "govclean.standards.loading",
    "match": "govclean.governance.library",
    "validate": "govclean.governance.library",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        msg = f"module 'govclean' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOMES[name]), name)
