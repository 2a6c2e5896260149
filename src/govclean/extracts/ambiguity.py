"""Columns that claim the same field: what decides between them, and the words when only a person can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from govclean.documents import did_you_mean
from govclean.errors import MappingError
from govclean.extracts.candidates import Candidate
from govclean.extracts.evidence import CONVINCING, DISTINCT, Evidence
from govclean.extracts.header_keys import compact, letter_of, position_of
from govclean.standards.fields import Field
from govclean.standards.model import Standard
from govclean.values.identifiers.resident_id import ResidentId
from govclean.values.identifiers.uscc import Uscc
from govclean.values.masking import hide_personal
from govclean.values.phones import Mobile
from govclean.values.semantic import Reason
from govclean.wording import Text, same

NO_COLUMN = "none"
"""What a person declares for a field that has no column."""

_UNCONVINCING = 0.5
_SHOWN_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Contest:
    """A field that several columns claim, or a column that is several fields."""

    field: Field
    positions: tuple[int, ...]
    others: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Rivals:
    """Columns that claim one field, those whose header names it best, and what their values say."""

    evidence: Evidence
    header: Sequence[str]
    all: Sequence[Candidate]
    leading: Sequence[Candidate]

    def decide(self) -> tuple[Candidate, Text | None] | None:
        """Return the column that is the field, with what was passed over and why; None when nothing decides."""
        if len(self.all) == 1:
            return self.all[0], None
        if len(self.leading) == 1:
            return self._unless_denied(self.leading[0])
        filled = [one for one in self.leading if self.evidence.count(one.position)]
        if len(filled) == 1:
            return filled[0], self._passed_over(filled[0], _EMPTY)
        if not filled or all(self.evidence.same(filled[0].position, one.position) for one in filled[1:]):
            return (filled or self.leading)[0], self._passed_over((filled or self.leading)[0], _EQUAL)
        shown = self._shown_by_content(filled)
        return None if shown is None else (shown, self._passed_over(shown, _CONTENT))

    def _unless_denied(self, best: Candidate) -> tuple[Candidate, Text]:
        """Return the best header's column, unless its values are wrong throughout and another's are right."""
        if self.evidence.denies(best.position, best.field):
            shown = self._shown_by_content([one for one in self.all if self.evidence.count(one.position)])
            if shown is not None:
                return shown, self._passed_over(shown, _CONTENT)
        return best, self._passed_over(best, _WORDS)

    def _shown_by_content(self, candidates: Sequence[Candidate]) -> Candidate | None:
        for judge in (self.evidence.strict, self.evidence.share):
            shares = [judge(one.position, one.field) for one in candidates]
            good = [one for one, share in zip(candidates, shares, strict=True) if share >= CONVINCING]
            rest = [share for share in shares if share < CONVINCING]
            if (
                candidates[0].field.type in DISTINCT
                and len(good) == 1
                and max(rest, default=0.0) <= _UNCONVINCING
            ):
                return good[0]
        return None

    def _passed_over(self, winner: Candidate, why: Text) -> Text:
        others = "、".join(f"“{self.header[o.position]}”" for o in self.all if o is not winner)
        english = ", ".join(f'"{self.header[o.position]}"' for o in self.all if o is not winner)
        return Text(why.zh.format(others=others), why.en.format(others=english))


def undecided(header: Sequence[str], contests: Sequence[Contest], evidence: Evidence) -> MappingError:
    """Return the error that asks a person which column is the field, with the lines to paste."""
    claims = [_claim(header, contest) for contest in contests]
    lines = [_lines(header, contest, evidence) for contest in contests]
    one_each = len(contests) == 1
    hint = Text(
        ("请选一行" if one_each else "每组请选一行")
        + "，写入 govclean.yaml 的 columns: 下，再运行一次：\n"
        + "\n\n".join(line.zh for line in lines),
        ("Put one of these" if one_each else "Put one line of each group")
        + " under `columns:` in govclean.yaml and run again:\n"
        + "\n\n".join(line.en for line in lines),
    )
    what = Text(
        "表头无法唯一对应：" + "；".join(c.zh for c in claims),
        "the header can be read in several ways: " + "; ".join(c.en for c in claims),
    )
    return MappingError(what, hint=hint)


def refuse_headless(header: Sequence[str]) -> None:
    """Refuse a header that holds the number of a person, company or telephone: it is a record.

    Raises:
        MappingError: it does.
    """
    titles = pa.array(header, pa.string())
    for kind in (ResidentId(), Uscc(), Mobile()):
        if (kind.judge(titles) == Reason.GOOD).any():
            raise MappingError(_HEADLESS.fill(type=kind.title), hint=_ADD_HEADER)


def no_column_maps(header: Sequence[str], standard: Standard) -> MappingError:
    """Return the error for a file of which no column belongs to the standard."""
    shown = [
        title[:30] for title in hide_personal(pa.array(header[:_SHOWN_COLUMNS], pa.string())).to_pylist()
    ]
    more = len(header) - len(shown)
    found = Text(
        "表头 " + "、".join(shown) + (f" 等 {len(header)} 列" if more else ""),
        "the header " + ", ".join(shown) + (f" and {more} more" if more else ""),
    )
    what = Text("没有一列属于标准“{name}”", "no column of this file belongs to standard {name}")
    hint = Text(
        "请核对标准是否选对；或用 govclean infer 查看每列的内容并起草标准，或在 columns: 中写明各列",
        "Is it the right standard? `govclean infer` profiles the file and drafts one; `columns:` can name each column.",
    )
    return MappingError(what.fill(name=standard.name), found=found, hint=hint)


def declared_columns(
    header: Sequence[str], standard: Standard, columns: Mapping[str, str]
) -> dict[str, int | None]:
    """Return field → position of what a person declared, and of the standard's own `columns:` that exist here.

    A field declared `none` has no column here, whatever the header says.

    Raises:
        MappingError: no such field, no such column, or one column for two fields.
    """
    known = {field.name for field in standard.fields}
    declared: dict[str, int | None] = {}
    for name, place in standard.columns.items():
        position = _position(header, place)
        if position is not None or place.casefold() == NO_COLUMN:
            declared[name] = position
    for name, place in columns.items():
        if name not in known:
            wrong = _NO_FIELD.fill(name=name, standard=standard.name)
            raise MappingError(wrong, where="columns", hint=_near(name, known))
        position = _position(header, str(place))
        if position is None and str(place).casefold() != NO_COLUMN:
            wrong = _NO_COLUMN.fill(name=name, place=place)
            raise MappingError(wrong, where="columns", hint=_near(str(place), header))
        declared[name] = position
    taken: dict[int, str] = {}
    for name, position in declared.items():
        if position is not None and (other := taken.setdefault(position, name)) != name:
            twice = _TWICE.fill(column=header[position], one=other, other=name)
            raise MappingError(twice, where="columns", hint=_ONE_EACH)
    return declared


def _position(header: Sequence[str], place: str) -> int | None:
    """Return where a declared column stands: its header as it stood, the same but for writing, a letter, a number."""
    if place in header:
        return header.index(place)
    alike = [position for position, title in enumerate(header) if compact(title) == compact(place)]
    if len(alike) == 1:
        return alike[0]
    position = position_of(place)
    return position if position is not None and position < len(header) else None


def _claim(header: Sequence[str], contest: Contest) -> Text:
    if contest.others:
        fields = (contest.field, *contest.others)
        return _SEVERAL_FIELDS.fill(
            column=header[contest.positions[0]],
            letter=letter_of(contest.positions[0]),
            zh="、".join(field.title.zh for field in fields),
            en=", ".join(field.title.en for field in fields),
        )
    columns = [f"“{header[p]}”（{letter_of(p)} 列）" for p in contest.positions]
    english = [f'"{header[p]}" (column {letter_of(p)})' for p in contest.positions]
    words = _ONE_UNSURE if len(columns) == 1 else _SEVERAL_COLUMNS
    return words.fill(
        title=contest.field.title, name=contest.field.name, zh="、".join(columns), en=" and ".join(english)
    )


def _lines(header: Sequence[str], contest: Contest, evidence: Evidence) -> Text:
    fields = (contest.field, *contest.others)
    pairs = [(field, position) for field in fields for position in contest.positions]
    width = max(len(f"{field.name}: {letter_of(position)}") for field, position in pairs)
    made = [_line(header, field, position, evidence, width) for field, position in pairs]
    if not contest.others:
        declared = f"      {contest.field.name}: {NO_COLUMN}"
        made.append(
            Text(
                f"{declared}   # 都不是" if len(pairs) > 1 else f"{declared}   # 不是",
                f"{declared}   # none of them" if len(pairs) > 1 else f"{declared}   # it is not",
            )
        )
    return Text("\n".join(line.zh for line in made), "\n".join(line.en for line in made))


def _line(header: Sequence[str], field: Field, position: int, evidence: Evidence, width: int) -> Text:
    declared = f"{field.name}: {letter_of(position)}".ljust(width)
    title = header[position].replace("_", " / ")
    example = evidence.example(position, field)
    return Text(
        f"      {declared}   # {title}" + (f"   例 {example}" if example else "   空列"),
        f"      {declared}   # {title}" + (f"   e.g. {example}" if example else "   empty"),
    )


def _near(word: str, known: Sequence[str] | set[str]) -> Text:
    meant = did_you_mean(word, known)
    if not meant.zh:
        return same(", ".join(sorted(known)[:_SHOWN_COLUMNS]))
    return Text(meant.zh.strip(), meant.en.strip())


_WORDS = Text("{others}也可对应，但名称不如它确切", "{others} fits too, but less exactly by its header")
_CONTENT = Text("{others}也可对应，但内容不符", "{others} fits too by its header, but not by its values")
_EMPTY = Text("{others}也可对应，但是空列", "{others} fits too, but is empty")
_EQUAL = Text("{others}也可对应，内容相同", "{others} fits too and holds the same values")
_SEVERAL_COLUMNS = Text("{zh}都可以是“{title}”", "{en} may both be {title}")
_ONE_UNSURE = Text("{zh}是不是“{title}”不能确定", "{en} may or may not be {title}")
_SEVERAL_FIELDS = Text("“{column}”（{letter} 列）可以是{zh}", '"{column}" (column {letter}) may be {en}')
_NO_FIELD = Text("标准“{standard}”没有字段“{name}”", 'standard {standard} has no field "{name}"')
_NO_COLUMN = Text(
    "{name} 指定的列“{place}”在文件中不存在", 'the column "{place}" given for {name} is not in the file'
)
_TWICE = Text(
    "同一列“{column}”指定给了 {one} 和 {other}", 'column "{column}" is given to both {one} and {other}'
)
_HEADLESS = Text(
    "没有表头：第一行是数据，其中有{type}",
    "there is no header: the first row is a record, with a {type} in it",
)
_ADD_HEADER = Text("请在第一行补上列名后重试", "Add a row of column titles at the top and run again.")
_ONE_EACH = Text(
    "一列只能对应一个字段，请删去其中一行", "A column can be one field only: remove one of the lines."
)
