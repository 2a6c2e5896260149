"""A model is written for people and read back the same."""

import numpy as np
import pytest
from registries import Near, Same, people, ready, registry

from govclean.errors import StandardError
from govclean.linkage.model import Chances, Model, model_text, probability_of, read_model, weight_of


def _model():
    near = Chances(np.array([0.7, 0.2, 0.1]), np.array([0.01, 0.04, 0.95]))
    return Model(3e-7, {"name": near, "town": Chances(np.array([0.9, 0.1]), np.array([0.25, 0.75]))})


def _prepared(**kinds):
    return ready(registry(people(10)[0]), **kinds)


def test_a_model_reads_back_as_it_was_written(tmp_path):
    prepared = _prepared(name=Near(), town=Same())
    path = tmp_path / "model.yaml"
    path.write_text(model_text(_model(), prepared, "population"), encoding="utf-8")
    model = read_model(path, prepared)
    assert model.prior == _model().prior
    for name, chances in _model().chances.items():
        assert np.allclose(model.chances[name].m, chances.m)
        assert np.allclose(model.chances[name].u, chances.u)


def test_a_model_of_other_comparisons_is_refused(tmp_path):
    path = tmp_path / "model.yaml"
    path.write_text(model_text(_model(), _prepared(name=Near(), town=Same()), "population"), encoding="utf-8")
    with pytest.raises(StandardError, match="not those of the standard: birth, town"):
        read_model(path, _prepared(name=Near(), birth=Same()))


@pytest.mark.parametrize("broken", ["prior: 0", "prior: 1.5", "comparisons: 3"])
def test_a_spoiled_model_is_refused_with_its_line(tmp_path, broken):
    prepared = _prepared(name=Near(), town=Same())
    lines = model_text(_model(), prepared, "population").splitlines()
    key = broken.split(":")[0]
    lines = [broken if line.startswith(f"{key}:") else line for line in lines]
    path = tmp_path / "model.yaml"
    path.write_text(
        "\n".join(line for line in lines if key != "comparisons" or not line.startswith(" ")), "utf-8"
    )
    with pytest.raises(StandardError, match=r"model\.yaml:\d"):
        read_model(path, prepared)


@pytest.mark.parametrize("probability", [0.001, 0.5, 0.95, 0.999999])
def test_weight_and_probability_are_each_others_inverse(probability):
    assert probability_of(np.array([weight_of(probability)], np.float32))[0] == pytest.approx(
        probability, rel=1e-4
    )
