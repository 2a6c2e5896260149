"""The files of an edition of the directory: pages, workbook, JSON, DCAT."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from govclean.governance.catalog.changing import FILE
from govclean.governance.catalog.publishing import Edition
from govclean.reports.catalog_dcat import write_dcat
from govclean.reports.catalog_json import write_json
from govclean.reports.catalog_site.site import write_site
from govclean.reports.catalog_workbook import write_workbook
from govclean.wording import Language


def writer(language: Language) -> Callable[[Edition, Path], None]:
    """Return what writes all files of an edition into a folder, its pages in one language."""

    def write(edition: Edition, folder: Path) -> None:
        write_site(edition, folder, language)
        with (folder / "catalog.xlsx").open("wb") as sink:
            write_workbook(edition.catalog.entries, edition.catalog.domains, sink)
        with (folder / FILE).open("wb") as sink:
            write_json(edition, sink)
        with (folder / "catalog.jsonld").open("wb") as sink:
            write_dcat(edition, sink)

    return write
