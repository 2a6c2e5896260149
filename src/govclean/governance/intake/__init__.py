"""How a drop arrives: its manifest, the five clears (责任 需求 权限 资源 对象), the receipt, the landing folder."""

from govclean.governance.intake.judging import CLEARS, Clear, Declared, judge_clears
from govclean.governance.intake.manifest import Manifest
from govclean.governance.intake.receipt import Receipt
from govclean.governance.intake.receiving import IntakeOptions, Shelves, receive

__all__ = [
    "CLEARS",
    "Clear",
    "Declared",
    "IntakeOptions",
    "Manifest",
    "Receipt",
    "Shelves",
    "judge_clears",
    "receive",
]
