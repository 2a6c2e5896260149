"""Which files are the drops of a run, and which of them arrived together."""

from contextlib import chdir

import pytest
from run_town import write_project

from govclean.errors import UsageError
from govclean.governance.pipeline.config import load_project
from govclean.governance.pipeline.drops import find_drops
from govclean.governance.pipeline.periods import period_told
from govclean.governance.pipeline.registries import registries_of


def found_in(folder):
    with chdir(folder):
        project = load_project("govclean.yaml")
        return find_drops(project, registries_of(project))


def test_files_come_by_source_and_period(tmp_path):
    folder = write_project(tmp_path / "p", month="202611")
    for month in ("202610", "2026-09"):
        (folder / f"drops/公安_人口_{month}.csv").write_text("身份证号\n", encoding="utf-8")
    found = found_in(folder)
    assert [(drop.department, drop.name) for drop in found.drops] == [
        ("公安局", "公安_人口_2026-09"),
        ("公安局", "公安_人口_202610"),
        ("公安局", "公安_人口_202611"),
        ("卫健委", "卫健_人口_202611"),
        ("市监局", "市监_企业_202611"),
    ]
    assert [(one.first.table, one.label) for one in found.arrivals][:3] == [
        ("人口", "2026-09"),
        ("人口", "2026-10"),
        ("人口", "2026-11"),
    ]


def test_files_of_one_table_and_period_arrived_together(tmp_path):
    folder = write_project(tmp_path / "p")
    text = (folder / "govclean.yaml").read_text(encoding="utf-8")
    text = text.replace("公安_人口_*.csv", "公安_*.csv, source: 户籍")
    (folder / "govclean.yaml").write_text(text, encoding="utf-8")
    (folder / "drops/公安_金水_202611.csv").write_text("身份证号\n", encoding="utf-8")
    first = found_in(folder).arrivals[0]
    assert [drop.path for drop in first.drops] == ["drops/公安_人口_202611.csv", "drops/公安_金水_202611.csv"]
    assert first.batch.startswith("2026-11-")


def test_a_file_that_is_open_in_office_is_no_drop(tmp_path):
    folder = write_project(tmp_path / "p")
    (folder / "drops/~$公安_人口_202611.csv").write_text("x", encoding="utf-8")
    (folder / "govclean.yaml").write_text(
        (folder / "govclean.yaml").read_text(encoding="utf-8").replace("公安_人口_*", "*公安_人口_*"),
        encoding="utf-8",
    )
    assert len(found_in(folder).drops) == 3


def test_a_pattern_may_find_nothing_but_a_file_that_is_named_must_be_there(tmp_path):
    folder = write_project(tmp_path / "p")
    (folder / "drops/卫健_人口_202611.csv").unlink()
    text = (folder / "govclean.yaml").read_text(encoding="utf-8")
    (folder / "govclean.yaml").write_text(text.replace("市监_企业_*.csv", "市监_企业.csv"), encoding="utf-8")
    found = found_in(folder)
    assert [source.department for source in found.without] == ["卫健委", "市监局"]
    (error,) = found.errors
    assert error.where == "drops/市监_企业.csv"


def test_a_file_has_one_owner(tmp_path):
    folder = write_project(tmp_path / "p")
    text = (folder / "govclean.yaml").read_text(encoding="utf-8")
    (folder / "govclean.yaml").write_text(text.replace("卫健_人口_*.csv", "*_人口_*.csv"), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        found_in(folder)
    assert "公安局, 卫健委" in caught.value.say("zh")


def test_drops_of_one_name_have_folders_of_their_own(tmp_path):
    folder = write_project(tmp_path / "p")
    (folder / "drops/b").mkdir()
    (folder / "drops/b/公安_人口_202611.csv").write_text("身份证号\n", encoding="utf-8")
    text = (folder / "govclean.yaml").read_text(encoding="utf-8")
    (folder / "govclean.yaml").write_text(
        text.replace("drops/公安_人口_*.csv", "drops/**/公安_人口_*.csv"), encoding="utf-8"
    )
    names = [drop.name for drop in found_in(folder).drops if drop.department == "公安局"]
    assert names == ["drops_b_公安_人口_202611.csv", "drops_公安_人口_202611.csv"]


def test_settings_for_a_standard_that_nobody_has_are_a_mistake(tmp_path):
    folder = write_project(tmp_path / "p", "registries: {twon: {max_error_rate: 1%}}\n")
    with pytest.raises(UsageError, match='Did you mean "town"'):
        found_in(folder)


@pytest.mark.parametrize(
    ("stem", "label"),
    [
        ("公安_人口_202611", "2026-11"),
        ("公安_人口_2026-11", "2026-11"),
        ("公安_人口_2026年11月", "2026-11"),
        ("公安_人口_20261130", "2026-11-30"),
        ("公安_人口_2026.11.05(2)", "2026-11-05"),
        ("公安_人口_2026", "2026"),
        ("公安_人口", None),
        ("公安_人口_20261345", None),
        ("企业_13800002026", None),
    ],
)
def test_a_period_is_read_from_the_end_of_a_name(stem, label):
    told = period_told(stem)
    assert (told.label if told else None) == label
