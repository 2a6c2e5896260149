"""The summary of a matching run: what it counts, how wide it is, and what it never shows."""

from dataclasses import replace
from datetime import date

import pytest
from match_town import departments, write_csv, write_town
from rich.cells import cell_len

from govclean.governance.match_options import MatchOptions
from govclean.governance.matching import match_files
from govclean.reports.matching import render
from govclean.reports.text import plain_text
from govclean.standards.loading import load_standard
from govclean.wording import Text

OPTIONS = MatchOptions(as_of=date(2026, 12, 1), record_id="编号", review_from=0.1, threshold=0.9999)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    write_town(folder)
    police, _, _ = departments()
    write_csv(folder / "民政局_实有人口_202611_第二次报送.csv", police[:40])
    return folder


@pytest.fixture(scope="module")
def matched(folder):
    paths = [str(path) for path in sorted(folder.glob("*.csv")) if path.stem != "truth"]
    found, errors = match_files(paths, load_standard(folder / "town.yaml"), OPTIONS)
    assert errors == []
    return found


def shown(matched, language="en", width=100):
    return plain_text(render(matched, language, "out", width), width)


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_screen(matched, language, width):
    assert max(map(cell_len, shown(matched, language, width).splitlines())) <= width


def test_every_side_and_its_outcomes_are_counted(matched):
    told = " ".join(shown(matched).split())
    for side in matched.linked.reconciliation.balance.sides:
        assert f"balance ✓ {side.side} {side.records} = Σ outcomes" in told
    assert f"{matched.linked.to_review} to review" in told
    assert "in all" in told


def test_no_person_is_shown(matched, folder):
    told = shown(matched) + shown(matched, "zh")
    for person in departments()[0]:
        for secret in (person["姓名"], person["身份证号"], person["联系电话"]):
            assert secret not in told


def test_ids_that_are_personal_are_not_offered_for_explanation(matched, folder):
    assert matched.linked.to_review
    assert ":P" in shown(matched).split("--explain")[1]
    options = replace(OPTIONS, record_id="联系电话")
    path = write_csv(folder / "police.csv", departments()[0])
    found, _ = match_files([path], load_standard(folder / "town.yaml"), replace(options, review_from=0.0001))
    assert "--explain LEFT RIGHT" in shown(found)


def test_of_many_notes_the_first_are_shown(matched):
    noted = replace(matched, notes=tuple(Text(f"第 {place} 条", f"note {place}") for place in range(20)))
    assert "note 7" in shown(noted)
    assert "note 8" not in shown(noted)
    assert "12 more, see run.json" in shown(noted)
