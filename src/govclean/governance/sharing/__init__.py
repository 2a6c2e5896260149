"""Sharing: what an agreement allows, whether it may, handing out exactly that, and taking it back."""

from govclean.governance.sharing.agreement import Agreement, AgreementFile, load_agreement
from govclean.governance.sharing.checking import check_agreement
from govclean.governance.sharing.faults import Fault
from govclean.governance.sharing.granting import Grant, grant_of
from govclean.governance.sharing.handing_out import Desk, hand_out
from govclean.governance.sharing.narrowing import Call
from govclean.governance.sharing.recall import Recalled, confirm_destroyed, recall
from govclean.governance.sharing.rehearsing import Rehearsal, rehearse

__all__ = [
    "Agreement",
    "AgreementFile",
    "Call",
    "Desk",
    "Fault",
    "Grant",
    "Recalled",
    "Rehearsal",
    "check_agreement",
    "confirm_destroyed",
    "grant_of",
    "hand_out",
    "load_agreement",
    "recall",
    "rehearse",
]
