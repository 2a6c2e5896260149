"""How much of invented addresses is read right; `benchmarks/address_parsing.py` tells it for 10,000 by element."""

from __future__ import annotations

import pyarrow as pa
import pytest
from generating import HELD_OUT, JUDGED, TUNED, generate

from govclean.values.localities.parsing import parse

LEAST = {"county": 0.98, "division": 0.98} | dict.fromkeys(JUDGED[1:], 0.95)


@pytest.mark.parametrize("forms", [TUNED, HELD_OUT], ids=["forms it was made for", "forms held out"])
def test_nearly_every_element_is_read_right_and_doubt_is_never_hidden(forms):
    invented = generate(2_000, 20261123, forms)
    parsed = parse(pa.array([case.text for case in invented])).table.to_pylist()
    for name, least in LEAST.items():
        judged = [
            (case.truth[name], row[name])
            for case, row in zip(invented, parsed, strict=True)
            if (case.truth[name] or row[name])
            and (name not in {"county", "division"} or case.truth["division"])
        ]
        assert sum(truth == got for truth, got in judged) / len(judged) >= least, name
    hidden = [
        row
        for case, row in zip(invented, parsed, strict=True)
        if not case.truth["division"] and row["division"]
    ]
    assert not hidden
