"""The directory as DCAT 3 (W3C, 2024) in JSON-LD: what data portals exchange. The context stands in the file: no look-up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import BinaryIO
from urllib.parse import quote

from govclean.governance.catalog.catalog import CatalogEntry
from govclean.governance.catalog.publishing import Edition
from govclean.standards.resource import ShareType, UpdateCycle

Json = dict[str, object]

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
_FREQUENCIES: Mapping[UpdateCycle, str] = {
    "realtime": "UPDATE_CONT", "daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "quarterly": "QUARTERLY",
    "half_yearly": "BIANNUAL", "yearly": "ANNUAL", "irregular": "IRREG", "never": "NEVER",
}  # fmt: skip
_RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"
_ACCESS: Mapping[ShareType, str] = {
    "unconditional": "RESTRICTED", "conditional": "RESTRICTED", "not_shared": "NON_PUBLIC",
}  # fmt: skip
"""Sharing is among departments; only what is open to the public is PUBLIC."""


def write_dcat(edition: Edition, sink: BinaryIO) -> None:
    """Write the directory as one dcat:Catalog, one dataset a line."""
    head: Json = {
        "@context": _CONTEXT,
        "@id": f"urn:govclean:catalog:{edition.snapshot.digest[:16]}",
        "@type": "dcat:Catalog",
        "dct:title": _chinese(edition.title),
        "dct:modified": {"@value": edition.snapshot.day, "@type": "xsd:date"},
    }
    sink.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}").encode())
    sink.write(b',\n "dcat:dataset": [')
    separator = "\n  "
    for key, entry in zip(edition.snapshot.lines, edition.catalog.entries, strict=True):
        sink.write(f"{separator}{json.dumps(_dataset(key, entry, edition), ensure_ascii=False)}".encode())
        separator = ",\n  "
    sink.write(b"\n ]\n}\n")


def identifier_of(key: str) -> str:
    """Return the name of a resource in DCAT.

    >>> identifier_of("307001/000001")
    'urn:govclean:resource:307001/000001'
    """
    return f"urn:govclean:resource:{quote(key)}"


def _dataset(key: str, entry: CatalogEntry, edition: Edition) -> Json:
    told: Json = {"@id": identifier_of(key), "@type": "dcat:Dataset", "dct:title": _chinese(entry.title)}
    if entry.code:
        told["dct:identifier"] = entry.code
    if entry.abstract:
        told["dct:description"] = _chinese(entry.abstract)
    if entry.provider:
        told["dct:publisher"] = _publisher(entry)
    if entry.update_cycle:
        told["dct:accrualPeriodicity"] = {"@id": _FREQUENCY + _FREQUENCIES[entry.update_cycle]}
    if entry.published_on:
        told["dct:issued"] = {"@value": entry.published_on.isoformat(), "@type": "xsd:date"}
    if entry.written.classification:
        told["dcat:theme"] = [_chinese(name) for name in entry.written.classification]
    if entry.written.related:
        told["dct:relation"] = [{"@id": identifier_of(code)} for code in entry.written.related]
    return told | _access(entry, edition) | _content(entry)


def _publisher(entry: CatalogEntry) -> Json:
    named: Json = {"@type": "foaf:Organization", "foaf:name": _chinese(entry.provider)}
    if entry.provider_uscc:
        named |= {"@id": f"urn:cn:uscc:{quote(entry.provider_uscc)}", "dct:identifier": entry.provider_uscc}
    return named


def _access(entry: CatalogEntry, edition: Edition) -> Json:
    told: Json = {}
    if entry.open or entry.share_type:
        right = "PUBLIC" if entry.open or not entry.share_type else _ACCESS[entry.share_type]
        told["dct:accessRights"] = {"@id": _RIGHTS + right}
    if entry.share_type:
        terms = edition.catalog.domains.sharing.type_of(entry.share_type)
        words = [terms.title.zh, entry.basis if entry.share_type == "not_shared" else entry.condition]
        told["dct:rights"] = _chinese("：".join(word for word in words if word))
    return told


def _content(entry: CatalogEntry) -> Json:
    told: Json = {}
    written = entry.written.format
    if written.kind or written.type:
        words = "/".join(word for word in (written.kind, written.type) if word)
        told["dcat:distribution"] = [{"@type": "dcat:Distribution", "dct:format": words}]
    if entry.items:
        told["schema:variableMeasured"] = [
            {"@type": "schema:PropertyValue", "schema:name": item.title}
            | ({"schema:alternateName": item.name} if item.name else {})
            for item in entry.items
        ]
    return told


def _chinese(words: str) -> Json:
    return {"@value": words, "@language": "zh"}
