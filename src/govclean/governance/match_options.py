"""What a call of `match` asks for beside how to read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

from govclean import __version__
from govclean.errors import UsageError
from govclean.governance.opening import JudgeOptions
from govclean.standards.linkage import Linkage
from govclean.standards.model import Standard
from govclean.wording import Text, same

_BETWEEN = Text("阈值应大于 0 且小于 1", "a threshold lies above 0 and below 1")
_ORDER = Text("核实阈值高于匹配阈值", "the threshold of a review is above that of a match")
_LOWER = Text("降低 --review-from 或提高 --threshold", "lower --review-from, or raise --threshold")


@dataclass(frozen=True, slots=True)
class MatchOptions(JudgeOptions):
    """How to read and match, where the standard leaves it open. Paths as the user gave them."""

    record_id: str | None = None  # the column, or the field, that holds the record ids
    threshold: float | None = None  # probability from which two records are one; the standard's where None
    review_from: float | None = None  # probability from which a person should look
    truth: str | None = None
    decisions: str | None = None
    learn: bool = False  # whether the decisions teach the model too
    exceptions: str | None = None
    previous: str | None = None  # the output folder of an earlier run
    anew: bool = False  # take over its cluster ids alone and compare everything
    model: str | None = None  # a model.yaml of an earlier run
    record_ids: Mapping[str, str] = field(default_factory=dict)  # source → the column of its record ids
    registries: Mapping[str, tuple[Standard, Sequence[str]]] = field(
        default_factory=dict
    )  # what cross checks look into: a standard by its name, and the files or clean folders of its records

    @classmethod
    def of(cls, options: JudgeOptions) -> Self:
        """Return options of reading as those of matching, which are still open."""
        return cls(**{one.name: getattr(options, one.name) for one in fields(JudgeOptions)})

    def refuse_odd_thresholds(self, standard: Standard) -> None:
        """Refuse thresholds that cannot be told in odds, and a review threshold above that of a match.

        Raises:
            UsageError: there is one.
        """
        for option, given in (("--threshold", self.threshold), ("--review-from", self.review_from)):
            if given is not None and not 0 < given < 1:
                raise UsageError(_BETWEEN, where=option, found=same(str(given)))
        settings = standard.linkage or Linkage()
        match = settings.thresholds.match if self.threshold is None else self.threshold
        if self.review_from is not None and self.review_from > match:
            found = same(f"{self.review_from} > {match}")
            raise UsageError(_ORDER, where="--review-from", found=found, hint=_LOWER)


def settings_digest(standard: Standard, options: MatchOptions) -> str:
    """Return a SHA-256 of everything but the records that pairs and their weights depend on.

    Pairs of an earlier run may be taken over only where it is the same.
    """
    linkage = standard.linkage or Linkage()
    told = {
        "version": __version__,
        "fields": [[one.name, one.type, one.unique] for one in standard.fields],
        "linkage": _without_places(linkage.model_dump(mode="json")),
        "thresholds": [options.threshold, options.review_from],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _without_places(written: Any) -> Any:  # noqa: ANN401 - JSON
    """Return what was written without where it stood."""
    if isinstance(written, dict):
        return {key: _without_places(value) for key, value in written.items() if key not in ("path", "line")}
    return [_without_places(one) for one in written] if isinstance(written, list) else written
