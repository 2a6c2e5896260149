"""Names of persons: what no single pair shows."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from govclean.linkage.comparisons.person_name import PersonName
from govclean.linkage.likeness import Texts, jaro_winkler

NAMES = [
    *(
        "张伟",
        "章伟",
        "李娜",
        "李娟",
        "欧阳娜娜",
        "娜娜欧阳",
        "王大伟",
        "王小伟",
        "陈李美玲",
        "李美玲",
        "王?",
        "王喆",
    ),
    *("买买提·吐尔逊", "麦麦提·吐尔逊", "买买提", "阿依古丽·吐尔逊"),
    *(
        "John Smith",
        "Smith, John",
        "J. Smith",
        "Shan Xiaoming",
        "dan xiaoming",
        "单小明",
        "吕娜",
        "LYU NA",
        "王zhe",
    ),
]


@pytest.fixture
def names():
    return PersonName().clean(pa.array([None, *NAMES]))


@pytest.fixture
def pairs():
    left, right = np.triu_indices(len(NAMES), 1)
    return (left + 1).astype(np.int32), (right + 1).astype(np.int32)


def test_names_that_were_made_ready_at_once_are_judged_as_those_met_in_a_batch(names, pairs):
    kernel = PersonName().prepare(names)
    first = kernel.levels(*pairs)
    assert all((kernel.levels(*pairs) == first).all() for _ in range(3))


def test_pairs_one_by_one_are_judged_as_all_at_once(names, pairs):
    kernel = PersonName().prepare(names)
    left, right = pairs
    single = [kernel.levels(left[[row]], right[[row]])[0] for row in range(len(left))]
    assert kernel.levels(*pairs).tolist() == single


def test_likeness_is_by_character_not_by_byte():
    texts = Texts(pa.array([None, "李娜", "李娟"]))
    pair = np.array([1], np.int32), np.array([2], np.int32)
    assert jaro_winkler(texts, *pair, (0.667,)).tolist() == [1]
    assert jaro_winkler(texts, *pair, (0.666,)).tolist() == [0]


def test_twins_are_further_apart_than_a_slip_of_the_ear():
    kernel = PersonName().prepare(pa.array([None, "王大伟", "王小伟", "王大玮"]))
    twins, slip = (kernel.levels(np.array([1]), np.array([other]))[0] for other in (2, 3))
    assert slip < twins
