"""Why two records are one, or are not: of a run that was just made, or of one that stands in a folder."""

from __future__ import annotations

from functools import partial

import numpy as np
import pyarrow as pa

from govclean.errors import UsageError
from govclean.governance.match_folder import MODEL, MatchFolder, RecordName, named, no_such_record
from govclean.governance.matched import Matched
from govclean.linkage.contents import positions_of
from govclean.linkage.explaining import Seen, Side, Waterfall, explain
from govclean.linkage.linked import Linked, LinkOptions
from govclean.linkage.linking import link
from govclean.linkage.model import read_model
from govclean.linkage.planning import Plan, plan
from govclean.linkage.records import Records
from govclean.linkage.weighing import weigh
from govclean.standards.linkage import Thresholds
from govclean.standards.model import Standard
from govclean.wording import Text

_ONE_RECORD = Text("两侧是同一条记录", "one record is named twice")


def explain_matched(matched: Matched, one: str, other: str) -> Waterfall:
    """Return the explanation of a pair of a run.

    Args:
        one: a record as `source:id`; with one source the id alone will do.
        other: likewise.

    Raises:
        UsageError: there is no such record.
    """
    linked = matched.linked
    positions = [_position(linked.records, named(words, linked.records.sources)) for words in (one, other)]
    left, right = sorted(positions)
    _refuse_one_record(left == right)
    sides = tuple(_side(linked, matched.standard, position) for position in (left, right))
    seen = _stored(linked, left, right) or _weighed(linked, left, right)
    return _explained(seen, (sides[0], sides[1]), linked.plan, matched.standard, linked.settings.thresholds)


def explain_folder(folder: MatchFolder, standard: Standard, one: str, other: str) -> Waterfall:
    """Return the explanation of a pair of a run that stands in a folder; one that was not kept is weighed anew.

    Raises:
        UsageError: there is no such record.
        StandardError: the standard is no longer that of the run.
    """
    names = sorted(named(words, folder.sources) for words in (one, other))
    _refuse_one_record(names[0] == names[1])
    sides = [_stored_side(folder, standard, name) for name in names]
    match, review = folder.thresholds
    thresholds = Thresholds(match=match, review=review)
    supplied = frozenset(folder.run["fields"])
    seen = folder.pair(names[0], names[1])
    if seen is None:
        linked = _again(folder, standard)
        left, right = (_position(linked.records, name) for name in names)
        seen = _weighed(linked, left, right)
    return _explained(seen, (sides[0], sides[1]), plan(standard, supplied), standard, thresholds)


def _refuse_one_record(same: bool) -> None:  # noqa: FBT001 - the one thing it asks
    if same:
        raise UsageError(_ONE_RECORD, where="--explain")


def _explained(
    seen: Seen, sides: tuple[Side, Side], planned: Plan, standard: Standard, thresholds: Thresholds
) -> Waterfall:
    titles = {field.name: field.title for field in standard.fields}
    return explain(seen, sides, planned.comparisons, titles, thresholds, planned.identifiers)


def _again(folder: MatchFolder, standard: Standard) -> Linked:
    """Return the run of a folder as it was: the same records and model, and no pair compared anew."""
    match, review = folder.thresholds
    model = partial(read_model, folder.path / MODEL)
    options = LinkOptions(previous=folder.previous(carry=True), match=match, review=review, model=model)
    return link(folder.records(standard), standard, options)


def _position(records: Records, name: RecordName) -> int:
    source, record_id = (pa.array([part], pa.string()) for part in name)
    position = int(positions_of(records, source, record_id)[0])
    if position < 0:
        raise no_such_record(name[0])
    return position


def _side(linked: Linked, standard: Standard, position: int) -> Side:
    records = linked.records
    at = np.array([position], np.int32)
    values = {one.name: records.column(one.name).texts(at)[0].as_py() for one in standard.fields}
    source = records.sources[records.source[position]]
    return Side(source, records.ids[position].as_py(), linked.cluster_ids[position].as_py(), values)


def _stored_side(folder: MatchFolder, standard: Standard, name: RecordName) -> Side:
    values = folder.record(name, standard)
    if values is None:
        raise no_such_record(name[0])
    return Side(*name, folder.cluster_of(name), values)


def _stored(linked: Linked, left: int, right: int) -> Seen | None:
    row = np.flatnonzero((linked.pairs.left == left) & (linked.pairs.right == right))
    return Seen.of(linked.pairs, int(row[0]), linked.blocking.names) if len(row) else None


def _weighed(linked: Linked, left: int, right: int) -> Seen:
    ends = (np.array([position], np.int32) for position in (left, right))
    return Seen.of(weigh(linked, *ends), 0, linked.blocking.names)
