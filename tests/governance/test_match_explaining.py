"""A pair explained from the run itself and from its folder: the same answer, compared in the run or not."""

from dataclasses import replace
from datetime import date

import pytest
from match_town import write_town

from govclean.errors import UsageError
from govclean.governance.match_explaining import explain_folder, explain_matched
from govclean.governance.match_folder import MatchFolder
from govclean.governance.match_options import MatchOptions
from govclean.governance.matching import match_files
from govclean.standards.loading import load_standard

COMPARED = ("police:P30", "health:H30")
NOT_COMPARED = ("police:P1", "health:H88")
WITHIN_ONE_SOURCE = ("police:P1", "police:P2")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Return what a run found, its folder, and its standard."""
    folder = tmp_path_factory.mktemp("town")
    write_town(folder)
    standard = load_standard(folder / "town.yaml")
    options = MatchOptions(as_of=date(2026, 12, 1), record_id="编号")
    paths = [str(folder / name) for name in ("police.csv", "health.csv")]
    matched, errors = match_files(paths, standard, options, folder / "out")
    assert errors == []
    return matched, MatchFolder.at(folder / "out"), standard


def told(waterfall):
    return [sentence.en for sentence in waterfall.sentences]


@pytest.mark.parametrize("pair", [COMPARED, NOT_COMPARED, WITHIN_ONE_SOURCE])
def test_the_run_and_its_folder_give_the_same_explanation(run, pair):
    matched, folder, standard = run
    one, other = explain_matched(matched, *pair), explain_folder(folder, standard, *pair)
    assert (one.left, one.right) == (other.left, other.right)
    assert told(one) == told(other)
    assert [step.level for step in one.steps] == [step.level for step in other.steps]
    assert [step.weight for step in one.steps] == pytest.approx(
        [step.weight for step in other.steps], abs=1e-3
    )


def test_prior_and_steps_add_up_whether_or_not_the_pair_was_compared(run):
    priors = {round(explain_matched(run[0], *pair).prior, 3) for pair in (COMPARED, NOT_COMPARED)}
    assert priors == {round(run[0].linked.model.prior_weight, 3)}


def test_a_pair_that_no_rule_brings_together_is_weighed_all_the_same(run):
    made = explain_matched(run[0], *NOT_COMPARED)
    assert "no blocking rule" in " ".join(told(made))
    assert made.seen.decision == "non_match"
    assert made.seen.rule == ""


def test_it_does_not_matter_which_record_is_named_first(run):
    assert explain_folder(*run[1:], *COMPARED) == explain_folder(*run[1:], *COMPARED[::-1])


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("police:P1", "police:P999"), '"police" has no such record'),
        (("tax:1", "police:P1"), "a record is written SOURCE:ID"),
        (("P1", "police:P1"), "the sources are health, police"),
        (("police:P1", "police:P1"), "one record is named twice"),
    ],
)
def test_a_record_that_does_not_exist_is_told_without_its_id(run, pair, words):
    matched, folder, standard = run
    for explain in (lambda: explain_matched(matched, *pair), lambda: explain_folder(folder, standard, *pair)):
        with pytest.raises(UsageError) as refused:
            explain()
        assert words in refused.value.say("en")
        assert "999" not in refused.value.say("en")


def test_with_one_source_the_id_alone_will_do(run, tmp_path):
    paths = [run[0].inputs.files[0].path]
    options = MatchOptions(as_of=date(2026, 12, 1), record_id="编号")
    matched, _ = match_files(paths, run[2], options)
    assert explain_matched(matched, "H15", "H16").left.name == "health:H15"


def test_what_each_rule_keeps_is_read_back(run, tmp_path):
    matched, folder, standard = run
    rules, kept, by_truth = folder.blocking()
    assert (tuple(rules), kept, by_truth) == (matched.linked.rules, matched.known, False)
    truth = folder.path.parent / "truth.csv"
    options = MatchOptions(as_of=date(2026, 12, 1), record_id="编号", truth=str(truth))
    paths = [file.path for file in matched.inputs.files]
    measured, _ = match_files(paths, standard, replace(options), tmp_path / "out")
    assert MatchFolder.at(tmp_path / "out").blocking()[1:] == (measured.evaluation.blocking, True)
