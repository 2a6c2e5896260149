"""The pages of an edition, written: the list with its search, a page for each department, the coverage."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import jinja2
from markupsafe import Markup

import govclean
from govclean.governance.catalog.changing import Changed
from govclean.governance.catalog.coverage import SHARE_TYPES
from govclean.governance.catalog.publishing import Edition
from govclean.reports.catalog_site.models import Bar, Book
from govclean.reports.catalog_site.words import SHARE, TONES, WATCHED
from govclean.reports.layout import visible
from govclean.reports.numbers import grouped, percent
from govclean.wording import Language

_CHUNK = 200  # pieces of a template; a page of thousands of resources is written as it is made
_MOST_CHANGES = 200
_FILES = ("catalog.xlsx", "catalog.json", "catalog.jsonld")


def write_site(edition: Edition, folder: Path, language: Language) -> None:
    """Write the pages into a folder; the same edition gives the same bytes."""
    book = Book(edition, language)
    script = _script()
    _write(book, "index.html", folder, script=script, lines=book.lines(), choices=_choices(book))
    _write(book, "coverage.html", folder, table=_table(book), change=_change(book))
    for provider, page in book.pages.items():
        name = book.provider(provider)
        _write(book, "department.html", folder, page, name=name, sheets=book.sheets(provider))


def _write(book: Book, template: str, folder: Path, page: str = "", **shown: object) -> None:
    total, edition = book.edition.coverage.total, book.edition
    facts = (
        (book.say("resources"), grouped(total.resources)),
        (book.say("departments"), grouped(len([name for name in edition.coverage.providers if name]))),
        (book.say("items"), grouped(total.items)),
        (book.say("shareable"), f"{grouped(total.shared)}（{percent(total.share)}）"),
        (book.say("open"), grouped(total.open)),
    )
    stream = (
        _environment()
        .get_template(template)
        .stream(
            book=book,
            say=book.say,
            edition=edition,
            facts=facts,
            files=_FILES,
            version=govclean.__version__,
            **shown,
        )
    )
    stream.enable_buffering(_CHUNK)
    with (folder / (page or template)).open("wb") as sink:
        sink.writelines(piece.encode() for piece in stream)


def _choices(book: Book) -> dict[str, list[tuple[str, str]]]:
    """Return what the drop-downs offer: value and words."""
    edition = book.edition
    cycles = dict.fromkeys(line.cycle for line in book.lines() if line.cycle)
    held = {entry.share_type for entry in edition.catalog.entries}
    return {
        "p": [(name, name) for name in map(book.provider, edition.coverage.providers)],
        "r": [
            (code, book.registry(code))
            for code in edition.coverage.registries
            if code in edition.coverage.by_registry
        ],
        "t": [(kind, SHARE[kind].say(book.language)) for kind in SHARE_TYPES if kind in held],
        "c": [(words, words) for words in cycles],
    }


def _table(book: Book) -> dict[str, object]:
    """Return the coverage table: heads, a row for each department, totals."""
    coverage, checked = book.edition.coverage, book.edition.checked
    faulty: dict[str, int] = {}
    for entry in book.edition.catalog.entries:
        errors = any(one.rule.severity == "error" for one in checked.of(entry))
        faulty[entry.provider] = faulty.get(entry.provider, 0) + errors
    rows = [
        (
            book.provider(name),
            book.pages[name],
            [book.bar(coverage.cells.get((name, code)), name, code) for code in coverage.registries],
            book.bar(coverage.by_provider.get(name), name),
            percent(coverage.by_provider[name].share),
            faulty[name],
        )
        for name in coverage.providers
    ]
    totals: list[Bar | None] = [
        book.bar(coverage.by_registry.get(code), None, code) for code in coverage.registries
    ]
    return {
        "heads": [book.registry(code) for code in coverage.registries],
        "rows": rows,
        "totals": totals,
        "total": book.bar(coverage.total),
        "share": percent(coverage.total.share),
        "faulty": sum(faulty.values()),
        "legend": [(TONES[kind], SHARE[kind].say(book.language)) for kind in SHARE_TYPES],
        "no_base": "、".join(coverage.empty_base),
    }


def _change(book: Book) -> list[tuple[str, list[tuple[str, str, str]], int]]:
    """Return what changed since the last build: heading, lines (code, title, what), how many more there are."""
    change = book.edition.change
    if change is None:
        return []
    told = []
    for name in ("added", "gone", "changed"):
        listed: tuple[Changed, ...] = getattr(change, name)
        lines = list(_changes(book, listed[:_MOST_CHANGES], with_keys=name == "changed"))
        if listed:
            told.append((book.say(name, count=len(listed)), lines, max(0, len(listed) - _MOST_CHANGES)))
    return told


def _changes(book: Book, listed: tuple[Changed, ...], *, with_keys: bool) -> Iterator[tuple[str, str, str]]:
    for one in listed:
        keys = "、".join(WATCHED[key].say(book.language) for key in one.keys) or book.say("other")
        yield one.code, one.title, keys if with_keys else one.provider


@cache
def _script() -> tuple[Markup, str]:
    """Return the script of the search, and its hash: the page allows no other."""
    text = resources.files(__package__).joinpath("templates", "search.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), digest  # noqa: S704 - our own file, no data in it


@cache
def _environment() -> jinja2.Environment:
    own, shared = jinja2.PackageLoader(__package__), jinja2.PackageLoader("govclean.reports.html")
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([own, shared]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["width"] = lambda part: f"{part:.2f}"
    return environment
