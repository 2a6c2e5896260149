"""Numbers that authorities issue: one scheme, one file."""

from __future__ import annotations

from govclean.values.identifiers.birth_certificate import BirthCertificate
from govclean.values.identifiers.certificates import Certificate
from govclean.values.identifiers.officer_card import OfficerCard
from govclean.values.identifiers.org_code import OrgCode
from govclean.values.identifiers.passport import Passport
from govclean.values.identifiers.plate import Plate
from govclean.values.identifiers.registration_no import RegistrationNo
from govclean.values.identifiers.resident_id import ResidentId
from govclean.values.identifiers.travel_permit import TravelPermit
from govclean.values.identifiers.uscc import Uscc
from govclean.values.semantic import SemanticType

IDENTIFIERS: tuple[type[SemanticType], ...] = (
    ResidentId,
    Uscc,
    OrgCode,
    RegistrationNo,
    Passport,
    TravelPermit,
    OfficerCard,
    BirthCertificate,
    Certificate,
    Plate,
)
