"""Which column of an extract is which field of a standard, and why.

What a person declares goes before all; then headers that name a field (name, title, alias), then headers that nearly
do, then columns whose values show what they are. A field that two columns claim with equal right is for a person to
decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from govclean.extracts.ambiguity import (
    Contest,
    Rivals,
    declared_columns,
    no_column_maps,
    refuse_headless,
    undecided,
)
from govclean.extracts.candidates import DECISIVE, Candidate, How, Vocabulary, axes_of, is_axis
from govclean.extracts.evidence import CONVINCING, TELLING, Evidence
from govclean.extracts.header_keys import read_header
from govclean.standards.fields import Field
from govclean.standards.model import Standard
from govclean.wording import Text

__all__ = ["HeaderMap", "How", "Mapped", "map_header"]

# A certificate column that holds nothing but resident numbers is the resident number, where that has no column.
_WIDER = {"cn.certificate": "cn.resident_id"}
_CERTIFICATE_KINDS = "gat517"
_SHARED_UPPER = (
    3  # so many fields below one upper header, and none elsewhere, show that it only groups columns
)


@dataclass(frozen=True, slots=True)
class Mapped:
    """One field and its column."""

    field: str
    column: str  # header as it stood
    how: How
    score: float  # 1 is certain
    note: Text  # why, and what else was considered


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """What a file's header means; every column is in `entries` or in `unmapped`, every field in `entries` or `missing`."""

    entries: tuple[Mapped, ...]  # in the order of the standard
    unmapped: tuple[str, ...]  # columns no field claims, in the order of the file
    missing: tuple[str, ...]  # fields without a column
    notes: tuple[Text, ...] = ()  # what a person should look at

    @property
    def columns(self) -> dict[str, str]:
        """Return field → header."""
        return {entry.field: entry.column for entry in self.entries}


def map_header(
    header: Sequence[str],
    sample: pa.RecordBatch,
    standard: Standard,
    columns: Mapping[str, str] | None = None,
) -> HeaderMap:
    """Return which column is which field.

    Args:
        header: one unique name a column.
        sample: the first records; column i of it belongs to name i of the header, further columns are not looked at.
        standard: its own `columns:` count where such a column exists.
        columns: field → header, spreadsheet letter (`C`), number (`#3`) or `none`, as a person declared.

    Raises:
        MappingError: a declared column or field does not exist, two columns claim one field with equal right, one
            column is two fields, no column belongs to the standard, or the header is a record.
    """
    refuse_headless(header)
    mapping = _Mapping(header, sample, standard)
    mapping.declare(declared_columns(header, standard, columns or {}))
    mapping.by_words()
    mapping.below_upper_headers()
    mapping.by_likeness()
    mapping.by_content()
    mapping.widen()
    if mapping.contests:
        raise undecided(header, mapping.contests, mapping.evidence)
    if not mapping.chosen:
        raise no_column_maps(header, standard)
    return mapping.result()


class _Mapping:
    """The state of one mapping: what is chosen, what is contested, what is still open."""

    def __init__(self, header: Sequence[str], sample: pa.RecordBatch, standard: Standard) -> None:
        self.header, self.standard = header, standard
        self.keys = [read_header(title) for title in header]
        self.evidence = Evidence(header, sample)
        self.vocabulary = Vocabulary(standard)
        self.chosen: dict[str, Mapped] = {}
        self.contests: list[Contest] = []
        self.notes: list[Text] = []
        self._used: set[int] = set()
        self._closed: set[str] = set()  # fields that have no column by a person's word

    def declare(self, declared: Mapping[str, int | None]) -> None:
        """Take over what a person declared."""
        self._closed = {name for name, position in declared.items() if position is None}
        for name, position in declared.items():
            if position is not None:
                self._take(Candidate(self.standard.field(name), position, "declared", 1.0, name), _DECLARED)

    def by_words(self) -> None:
        """Choose the columns whose header names a field."""
        claims: dict[str, list[Candidate]] = {}
        for position in self._open_positions():
            found = [one for one in self._named(position) if one.field.name in self._open_fields()]
            if len(found) > 1:
                found = self._of_several_fields(position, found)
            for candidate in found:
                claims.setdefault(candidate.field.name, []).append(candidate)
        for rivals in claims.values():
            self._decide(rivals)

    def below_upper_headers(self) -> None:
        """Choose by the last step below an upper header; whose value it is may need a person's word."""
        weak: dict[str, list[Candidate]] = {}
        for position in self._open_positions():
            for candidate in self.vocabulary.below(position, self.keys[position]):
                if candidate.field.name in self._open_fields():
                    weak.setdefault(candidate.field.name, []).append(candidate)
        uppers = {self.keys[one.position].uppers for rivals in weak.values() for one in rivals}
        only_groups = len(uppers) == 1 and len(weak) >= _SHARED_UPPER
        for rivals in weak.values():
            own = [one for one in rivals if self._upper_names_it_too(one)]
            if only_groups or len(own) == 1:
                self._decide(own if len(own) == 1 else rivals)
            elif rivals[0].field.required:
                self.contests.append(Contest(rivals[0].field, tuple(one.position for one in rivals)))
            else:
                self.notes += [
                    _PERHAPS.fill(column=self.header[one.position], title=one.field.title) for one in rivals
                ]

    def by_likeness(self) -> None:
        """Choose the columns whose header nearly names a field and whose values do not deny it."""
        claims: dict[str, list[Candidate]] = {}
        for position in self._open_positions():
            proven = {field.name for field in self._telling_fields() if self.evidence.shows(position, field)}
            near = self.vocabulary.near(position, self.keys[position], self._open_fields(), proven)
            if near is not None and not self.evidence.denies(position, near.field):
                claims.setdefault(near.field.name, []).append(near)
        for rivals in claims.values():
            if len(rivals) == 1:
                self._take(rivals[0], self._why(rivals[0]))
            else:
                self.notes += [
                    _PERHAPS.fill(column=self.header[one.position], title=one.field.title) for one in rivals
                ]

    def by_content(self) -> None:
        """Choose the columns whose values show what they are, where only one open field is of that type."""
        for field in self._telling_fields():
            if sum(other.type == field.type for other in self._telling_fields()) > 1:
                continue
            fitting = [position for position in self._open_positions() if self._is_it(position, field)]
            if len(fitting) == 1:
                score = self.evidence.strict(fitting[0], field)
                candidate = Candidate(field, fitting[0], "content", score, field.name)
                self._take(candidate, self._why(candidate))
                self.notes.append(self._content_note(candidate))
            elif fitting and field.required:
                self._decide([Candidate(field, position, "content", 0.8, field.name) for position in fitting])

    def widen(self) -> None:
        """Give a certificate column that holds resident numbers only to the resident number that has no column."""
        listed = any(self.standard.field(name).codelist == _CERTIFICATE_KINDS for name in self.chosen)
        for wide in [self.standard.field(name) for name in self.chosen]:
            narrow = [
                field
                for field in self._telling_fields()
                if field.type == _WIDER.get(wide.type) and field.required
            ]
            position = self.header.index(self.chosen[wide.name].column)
            if len(narrow) == 1 and not listed and self.evidence.shows(position, narrow[0]):
                del self.chosen[wide.name]
                candidate = Candidate(
                    narrow[0], position, "content", self.evidence.strict(position, narrow[0]), ""
                )
                self._take(candidate, self._why(candidate))
                self.notes.append(self._content_note(candidate))

    def result(self) -> HeaderMap:
        """Return the mapping in the order of the standard."""
        return HeaderMap(
            entries=tuple(self.chosen[f.name] for f in self.standard.fields if f.name in self.chosen),
            unmapped=tuple(self.header[position] for position in self._open_positions()),
            missing=tuple(f.name for f in self.standard.fields if f.name not in self.chosen),
            notes=tuple(self.notes),
        )

    def _named(self, position: int) -> list[Candidate]:
        """Return the fields a header names; a bare X or Y names the axis whose range its values keep to."""
        keys = self.keys[position]
        found = self.vocabulary.exact(position, keys)
        if not is_axis(keys) or not self.evidence.count(position):
            return found
        fitting = [
            axis for axis in axes_of(self.standard) if self.evidence.plausible(position, axis) >= CONVINCING
        ]
        named = [one for one in found if one.field in fitting or one.field not in axes_of(self.standard)]
        return named or [Candidate(axis, position, "content", 0.9, axis.name) for axis in fitting]

    def _of_several_fields(self, position: int, found: list[Candidate]) -> list[Candidate]:
        """Return the one field, of several a header names, that the values speak for; else it is contested."""
        shown = [one for one in found if self.evidence.shows(position, one.field)]
        left = shown or [one for one in found if not self.evidence.denies(position, one.field)]
        if len(left) != 1:
            self.contests.append(Contest(found[0].field, (position,), tuple(one.field for one in found[1:])))
            return []
        return left

    def _decide(self, rivals: list[Candidate]) -> None:
        """Choose one column for a field, or remember that a person must."""
        rivals = [one for one in rivals if one.position not in self._used]
        if not rivals:
            return
        best = max(one.score for one in rivals)
        leading = [one for one in rivals if one.score > best - DECISIVE]
        verdict = Rivals(self.evidence, self.header, rivals, leading).decide()
        if verdict is None:
            self.contests.append(Contest(rivals[0].field, tuple(one.position for one in leading)))
            return
        winner, remark = verdict
        note = self._why(winner)
        if remark is not None:
            note = Text(f"{note.zh}；{remark.zh}", f"{note.en}; {remark.en}")
            self.notes.append(
                _TOLD.fill(title=winner.field.title, column=self.header[winner.position], remark=remark)
            )
        self._take(winner, note)

    def _take(self, candidate: Candidate, note: Text) -> None:
        column = self.header[candidate.position]
        name = candidate.field.name
        self.chosen[name] = Mapped(name, column, candidate.how, round(candidate.score, 3), note)
        self._used.add(candidate.position)
        unit = str(candidate.field.parameters.get("unit", ""))
        other = next(
            (note for note in self.keys[candidate.position].notes if note.endswith("元") and note != unit), ""
        )
        if unit and other:
            told = _UNIT.fill(column=column, other=other, unit=unit)
            entry = self.chosen[name]
            self.chosen[name] = replace(
                entry, note=Text(f"{entry.note.zh}；{told.zh}", f"{entry.note.en}; {told.en}")
            )
            self.notes.append(told)

    def _why(self, candidate: Candidate) -> Text:
        if candidate.how not in ("fuzzy", "content"):
            return _WHY[candidate.how].fill(word=candidate.word)
        return _WHY[candidate.how].fill(
            word=candidate.word,
            score=f"{candidate.score:.0%}",
            share=f"{self.evidence.share(candidate.position, candidate.field):.0%}",
            count=self.evidence.count(candidate.position),
            type=candidate.field.semantic_type.title,
        )

    def _content_note(self, candidate: Candidate) -> Text:
        return _TOLD.fill(
            title=candidate.field.title, column=self.header[candidate.position], remark=self._why(candidate)
        )

    def _upper_names_it_too(self, candidate: Candidate) -> bool:
        """Return whether an upper header names the same field: 纳税人名称_名称."""
        uppers = self.keys[candidate.position].uppers
        return any(
            field.name == candidate.field.name
            for upper in uppers
            for field, _, _ in self.vocabulary.meaning(upper)
        )

    def _is_it(self, position: int, field: Field) -> bool:
        key = self.keys[position].plain
        return self.evidence.shows(position, field) and not self.vocabulary.is_anothers(key, field)

    def _open_positions(self) -> list[int]:
        contested = {position for contest in self.contests for position in contest.positions}
        return [position for position in range(len(self.header)) if position not in self._used | contested]

    def _open_fields(self) -> set[str]:
        contested = {field.name for contest in self.contests for field in (contest.field, *contest.others)}
        return {field.name for field in self.standard.fields} - self.chosen.keys() - contested - self._closed

    def _telling_fields(self) -> list[Field]:
        open_fields = self._open_fields()
        return [
            field for field in self.standard.fields if field.type in TELLING and field.name in open_fields
        ]


_DECLARED = Text("按 columns: 的指定", "declared under `columns:`")
_WHY: Mapping[How, Text] = {
    "declared": _DECLARED,
    "name": Text("列名就是字段名", "the header is the field's name"),
    "title": Text("列名就是标准中的名称“{word}”", 'the header is the title "{word}"'),
    "alias": Text("列名是别名“{word}”", 'the header is the alias "{word}"'),
    "fuzzy": Text(
        "列名与“{word}”相近（{score}），抽样 {count} 个值有 {share} 符合",
        'the header is like "{word}" ({score}); of {count} values looked at {share} fit',
    ),
    "content": Text(
        "按内容判断：抽样 {count} 个值有 {share} 是{type}",
        "by its values: of {count} looked at {share} are of type {type}",
    ),
}
_TOLD = Text("“{column}”列对应“{title}”：{remark}", 'column "{column}" was taken for {title}: {remark}')
_PERHAPS = Text(
    "“{column}”列可能是“{title}”，未对应；如是，请在 columns: 中指明",
    'column "{column}" may be {title}; it was left out: say so under `columns:` if it is',
)
_UNIT = Text(
    "“{column}”列注明单位为{other}，标准为{unit}，不会自动换算",
    'column "{column}" is in {other} by its header, the standard asks for {unit}; nothing is converted',
)
