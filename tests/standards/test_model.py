"""What a standard's YAML means."""

from datetime import date

import pytest

from govclean.standards.describing import describe
from govclean.standards.loading import load_standard
from govclean.wording import Text

WHOLE = """\
standard: pupils
version: 2026.10
title: {zh: 学生库, en: Pupils}
basis: [GB/T 2261.1-2003]
resource:
  code: "1/01/009"
  provider: 教育局
  provider_uscc: 91350100M000100Y43
  published_on: 2026-01-31
  share: {type: conditional, condition: 履职需要, mode: service}
  update_cycle: monthly
record_id: number
fields:
  - {name: number, title: 学号, type: key, required: true, unique: true}
  - {name: name, title: 姓名, aliases: [XM, 学生姓名], type: cn.person_name, obligation: M}
  - {name: sex, type: code, codelist: gbt2261_1}
  - {name: track, title: {zh: 类别, en: Track}, type: code, codelist: tracks, obligation: C}
  - {name: born, title: 出生, type: date, format: YYYYMMDD, min: "20000101", max: today, sensitivity: high}
  - {name: fee, title: 学费, type: amount, min: 0, scale: 2}
  - {name: remark, title: 备注}
checks:
  - completeness.required_when: {field: track, when: {sex: [1]}, severity: warning}
  - uniqueness.record
cleansing:
  - codes.restore_zeros: {fields: [track]}
linkage:
  blocking: [[number], [name, born]]
  thresholds: {match: 0.95, review: 0.5}
rules:
  validity.codelist@track: {severity: info, max_share: 5%}
  validity.range: {enabled: false}
codelists:
  tracks: {01: 普通, 1: 旧码, no: 无, 1:30: 时段, 1e5: 指数, true: 是}
columns: {fee: 学 费}
max_error_rate: 1%
"""


@pytest.fixture
def standard(write):
    return load_standard(write("pupils.yaml", WHOLE))


def test_a_standard_says_what_was_written(standard):
    assert (standard.name, standard.version) == ("pupils", "2026.10")
    assert standard.title == Text("学生库", "Pupils")
    assert standard.path == "pupils.yaml"
    assert standard.resource.share.condition == "履职需要"
    assert standard.max_error_rate == 0.01
    assert standard.columns == {"fee": "学 费"}
    assert (standard.linkage.thresholds.match, standard.linkage.thresholds.review) == (0.95, 0.5)


def test_every_code_of_an_inline_list_is_text(standard):
    assert standard.field("track").codes.codes == {"01", "1", "no", "1:30", "1e5", "true"}
    assert standard.field("track").codes.label("01") == "普通"


def test_required_and_obligation_say_the_same(standard):
    assert [(one.name, one.obligation, one.required) for one in standard.fields[:4]] == [
        ("number", "M", True),
        ("name", "M", True),
        ("sex", "O", False),
        ("track", "C", False),
    ]


def test_a_field_takes_its_sensitivity_from_its_type(standard):
    assert standard.field("name").sensitivity == "high"
    assert standard.field("born").sensitivity == "high"
    assert standard.field("remark").sensitivity == "none"


def test_a_field_without_title_is_called_by_its_name_and_is_text(standard):
    assert standard.field("sex").title == Text("sex", "sex")
    assert standard.field("remark").type == "text"


def test_the_parameters_of_a_type_become_its_own_kinds_of_value(standard):
    assert standard.field("track").parameters == {"codelist": "tracks"}
    assert standard.field("fee").parameters["scale"] == 2
    assert standard.field("sex").semantic_type.codes.label("2") == "女性"
    assert standard.field("born").semantic_type_on(date(2026, 1, 31)).today == date(2026, 1, 31)


def test_a_check_keeps_name_arguments_and_place(standard):
    first, second = standard.checks
    assert (first.name, first.severity) == ("completeness.required_when", "warning")
    assert first.arguments == {"field": "track", "when": {"sex": ["1"]}}
    assert first.where == "pupils.yaml:22"
    assert (second.name, second.arguments, second.line) == ("uniqueness.record", {}, 23)
    assert standard.cleansing[0].arguments == {"fields": ["track"]}


def test_settings_of_rules_are_kept_by_rule_and_field(standard):
    assert standard.rules["validity.codelist@track"].max_share == 0.05
    assert standard.rules["validity.range"].enabled is False


def test_a_standard_is_described_field_by_field(standard):
    rows = {row.name: row for row in describe(standard)}
    assert rows["number"].unique
    assert rows["sex"].codelist == "gbt2261_1"
    assert rows["fee"].parameters == (("min", "0"), ("scale", "2"))
    assert rows["name"].aliases == ("XM", "学生姓名")


def test_a_standard_cannot_be_changed(standard):
    with pytest.raises(ValueError, match="frozen"):
        standard.version = "1"
