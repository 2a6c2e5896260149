"""What each column of an unknown extract probably is: by its header among the standards at hand, and by its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.extracts.candidates import Candidate, Vocabulary
from govclean.extracts.evidence import CONVINCING, ENOUGH, Evidence
from govclean.extracts.header_keys import read_header
from govclean.standards.fields import Field
from govclean.standards.model import Standard
from govclean.values.catalogue import semantic_type
from govclean.values.columns import matches
from govclean.values.masking import hide_personal
from govclean.values.semantic import Reason, SemanticType
from govclean.wording import Text

_DAYS = ("YYYYMMDD", "YYYY-MM-DD", "YYYY/MM/DD", "YYYY.MM.DD", "YYYY年MM月DD日")
_MOMENTS = ("YYYYMMDDhhmmss", "YYYY-MM-DD hh:mm:ss", "YYYY/MM/DD hh:mm:ss", "YYYY-MM-DD hh:mm")
_CENTURIES = {"min": date(1850, 1, 1), "max": date(2100, 12, 31)}  # what a date of a registry may be at most
_Shares: TypeAlias = list[tuple[str, SemanticType, dict[str, object], float]]
_OF_ORGANISATIONS = (
    ".*(?:公司|企业|集团|工厂|[^人]厂|商行|超市|饭店|药店|门市部|经营部|服务部|中心|合作社|委员会|医院|学校|幼儿园"
    "|协会|学会|基金会|事务所|研究院|局|办公室|大队|银行|分行|支行)"
)
_OF_PLACES = r".*[省市区县旗乡镇村].*(?:[路街巷道弄组村屯]|号|室|栋|幢).*"


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column probably is.

    `field` is the field of `standard` whose title or alias the header bears; None where only the values speak, or
    nothing does. `kind` is then the type the values show, or None, and `parameters` are those of `kind` as a standard
    would write them. Beside a field, `parameters` hold the form its dates really have.
    """

    column: str
    field: Field | None
    standard: str
    kind: SemanticType | None
    why: Text
    evidence: tuple[
        tuple[str, float], ...
    ] = ()  # semantic types and the share of values that pass, best first
    parameters: Mapping[str, object] | None = None

    @property
    def mask(self) -> SemanticType | None:
        """The type whose mask the values need; None for values that are nobody's."""
        if self.field is not None and self.field.sensitivity != "none":
            return self.field.semantic_type
        return self.kind if self.kind is not None and self.kind.sensitivity != "none" else None


def nearest(header: Sequence[str], standards: Iterable[Standard]) -> tuple[Standard | None, int]:
    """Return the standard that knows most of a header's columns, and how many; None where none knows two."""
    best: tuple[Standard | None, int] = (None, 0)
    for standard in standards:
        vocabulary = Vocabulary(standard)
        fields = {
            found[0].field.name
            for p, title in enumerate(header)
            if (found := vocabulary.exact(p, read_header(title)))
        }
        if len(fields) > max(best[1], 1):
            best = (standard, len(fields))
    return best


def guess(header: Sequence[str], sample: pa.RecordBatch, standards: Sequence[Standard]) -> tuple[Guess, ...]:
    """Return what each column probably is; of the standards, the first that knows a header decides."""
    evidence = Evidence(header, sample)
    vocabularies = [(standard.name, Vocabulary(standard)) for standard in standards]
    return tuple(_guess(position, title, evidence, vocabularies) for position, title in enumerate(header))


def _guess(
    position: int, title: str, evidence: Evidence, vocabularies: Sequence[tuple[str, Vocabulary]]
) -> Guess:
    values = evidence.values(position)
    shares = _shares(values)
    best = tuple((name, round(share, 3)) for name, _, _, share in shares[:3])
    refused: Text | None = None
    for standard, found in _named(position, title, vocabularies):
        if evidence.denies(position, found.field):
            refused = refused or _DENIED.fill(title=found.field.title, standard=standard)
            continue
        why = _EMPTY.fill(standard=standard, word=found.word)
        if len(values):
            share = f"{evidence.share(position, found.field):.0%}"
            why = _NAMED.fill(standard=standard, word=found.word, share=share, count=len(values))
        return Guess(title, found.field, standard, None, why, best, _observed_form(found.field, shares))
    kind, parameters, why = _by_values(values, shares)
    return Guess(title, None, "", kind, why if refused is None else _both(refused, why), best, parameters)


def _observed_form(field: Field, shares: _Shares) -> Mapping[str, object] | None:
    """Return the form in which nearly all values of a date field are written."""
    forms = [one for one in shares if one[0] == field.type and "format" in one[2] and one[3] >= CONVINCING]
    return forms[0][2] if forms else None


def _named(
    position: int, title: str, vocabularies: Sequence[tuple[str, Vocabulary]]
) -> Iterator[tuple[str, Candidate]]:
    keys = read_header(title)
    for standard, vocabulary in vocabularies:
        yield from ((standard, found) for found in vocabulary.exact(position, keys))
    for standard, vocabulary in vocabularies[:1]:
        near = vocabulary.near(position, keys, vocabulary.fields, ())
        if near is not None:
            yield standard, near


def _shares(values: pa.StringArray) -> _Shares:
    """Return the types that at least a twentieth of the values pass, best first; of equals the more telling first."""
    if len(values) < ENOUGH:
        return []
    found = [(name, kind, shown, _passing(kind, values)) for name, kind, shown in _candidates()]
    return sorted((one for one in found if one[3] >= 0.05), key=lambda one: -one[3])


def _by_values(
    values: pa.StringArray, shares: _Shares
) -> tuple[SemanticType | None, dict[str, object], Text]:
    for _, kind, parameters, share in shares[:1]:
        if share >= CONVINCING:
            return kind, parameters, _SHOWN.fill(share=f"{share:.0%}", count=len(values), type=kind.title)
    for name, judge in _LOOKS.items():
        if len(values) >= ENOUGH and judge(values) >= CONVINCING:
            kind = semantic_type(name)
            return kind, {}, _LIKE.fill(type=kind.title)
    return None, {}, _UNKNOWN


@cache
def _candidates() -> tuple[tuple[str, SemanticType, dict[str, object]], ...]:
    """Return the types that values can show by themselves, the most telling first, with parameters to write down."""
    plain = ("cn.resident_id", "cn.uscc", "cn.mobile", "cn.registration_no", "cn.org_code")
    others = ("cn.landline", "cn.plate", "cn.birth_certificate", "cn.officer_card", "cn.passport", "cn.phone")
    return (
        *(_candidate(name) for name in plain),
        *(_candidate("date", _within(form), format=form) for form in _DAYS),
        *(_candidate("datetime", format=form) for form in _MOMENTS),
        *(_candidate(name, min_decimals=4) for name in ("longitude", "latitude")),
        _candidate("cn.division", digits="any"),
        *(_candidate(name) for name in others),
    )


def _candidate(
    name: str, unwritten: Mapping[str, object] = MappingProxyType({}), **written: object
) -> tuple[str, SemanticType, dict[str, object]]:
    return name, semantic_type(name, **unwritten, **written), written


def _within(layout: str) -> dict[str, object]:
    return {
        bound: layout.replace("YYYY", f"{day.year}")
        .replace("MM", f"{day.month:02d}")
        .replace("DD", f"{day.day:02d}")
        for bound, day in _CENTURIES.items()
    }


def _passing(kind: SemanticType, values: pa.StringArray) -> float:
    verdicts = kind.judge(values)
    return float(((verdicts == Reason.GOOD) | (verdicts == Reason.RETIRED)).mean())


def _like_names(values: pa.StringArray) -> float:
    """Return the share of values that read as a Chinese person's name."""
    short = matches(values, r"\p{Han}{2,4}|\p{Han}+·\p{Han}+")
    hidden = pc.not_equal(hide_personal(values), values).to_numpy(zero_copy_only=False)
    dotted = matches(values, r"\p{Han}+·\p{Han}+")
    return float((short & (hidden | dotted)).mean())


def _like_organisations(values: pa.StringArray) -> float:
    """Return the share of values that end as organisations do."""
    return float(np.asarray(matches(values, _OF_ORGANISATIONS)).mean())


def _like_addresses(values: pa.StringArray) -> float:
    """Return the share of values that name a place and something in it."""
    return float(np.asarray(matches(values, _OF_PLACES)).mean())


_LOOKS = {
    "cn.address": _like_addresses,
    "cn.organisation_name": _like_organisations,
    "cn.person_name": _like_names,
}


def _both(one: Text, other: Text) -> Text:
    return Text(f"{one.zh}；{other.zh}", f"{one.en}; {other.en}")


_NAMED = Text(
    "列名即 {standard} 的“{word}”，抽样 {count} 个值有 {share} 符合",
    'the header is "{word}" of {standard}; of {count} values looked at {share} fit',
)
_EMPTY = Text(
    "列名即 {standard} 的“{word}”，没有值可看", 'the header is "{word}" of {standard}; there are no values'
)
_DENIED = Text(
    "列名像 {standard} 的“{title}”，但值不符", "the header says {title} of {standard}, but the values do not"
)
_SHOWN = Text(
    "抽样 {count} 个值有 {share} 是{type}", "of {count} values looked at {share} are of type {type}"
)
_LIKE = Text("值的样子是{type}", "the values look like: {type}")
_UNKNOWN = Text("由列名和值看不出是什么", "neither header nor values tell what it is")
