"""YAML that people write: read safely, checked against a model, every mistake told at once with its line."""

from govclean.documents.checking import Mistake, check, examine, in_order, mistakes, refusal
from govclean.documents.nearest import did_you_mean, nearest
from govclean.documents.parsing import load_document, parse_document
from govclean.documents.tree import Document, Entries, Items, Place, Words, place_at, plain
from govclean.documents.written import Flag, Portion, Title, Written, wrong, wrong_keys

__all__ = [
    "Document",
    "Entries",
    "Flag",
    "Items",
    "Mistake",
    "Place",
    "Portion",
    "Title",
    "Words",
    "Written",
    "check",
    "did_you_mean",
    "examine",
    "in_order",
    "load_document",
    "mistakes",
    "nearest",
    "parse_document",
    "place_at",
    "plain",
    "refusal",
    "wrong",
    "wrong_keys",
]
