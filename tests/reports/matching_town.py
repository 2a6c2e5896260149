"""A waterfall and an evaluation made by hand."""

from __future__ import annotations

import numpy as np

from govclean.linkage.evaluating import Curve, Evaluation, Kept, Score
from govclean.linkage.explaining import Seen, Side, Step, Waterfall
from govclean.standards.linkage import Thresholds
from govclean.wording import Text

NUMBER = "11010519491231002X"  # the example of GB 11643-1999
EQUAL, DIFFERS = Text("相同", "equal"), Text("不同", "differs")


def waterfall(ids: tuple[str, str] = ("17", "4")) -> Waterfall:
    names = (
        {"name": "李娜娜", "number": NUMBER, "phone": None},
        {"name": "李<娜>", "number": NUMBER, "phone": "13800000001"},
    )
    sides = [
        Side(source, record, "c1", values)
        for source, record, values in zip(("police", "health"), ids, names, strict=True)
    ]
    steps = (
        Step("name", Text("姓名", "Name"), ("name",), DIFFERS, -2.5),
        Step("number", Text("公民身份号码", "Resident identity number"), ("number",), EQUAL, 18.0),
        Step("phone", Text("联系电话", "Phone"), ("phone",), Text("无可比较", "nothing to compare"), 0.0),
    )
    seen = Seen(5.5, 0.978, "match", "", "number", {}, {})
    return Waterfall(*sides, steps, seen, "score", Thresholds())


def evaluation(points: int = 3) -> Evaluation:
    curve = Curve(
        np.linspace(25, -1, points, dtype=np.float32),
        np.linspace(1, 0.9, points),
        np.linspace(0.5, 1, points),
    )
    kept = Kept(100, (80, 19), (80, 60))
    return Evaluation(Score(100, 98, 97), Score(100, 97, 96), 90, 95, kept, curve, 2)
