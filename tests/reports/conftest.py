"""A hand-made judgement as it may be shown."""

import pytest
from hand_made import judgement

from govclean.reports.report import Report, report_on


@pytest.fixture
def report() -> Report:
    return report_on(judgement(), language="zh")
