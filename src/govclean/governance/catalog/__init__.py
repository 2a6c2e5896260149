"""The directory of resources (政务信息资源目录): what there is, who provides it, who may have it under which condition."""

from govclean.governance.catalog.catalog import Catalog, CatalogEntry, CatalogItem
from govclean.governance.catalog.checking import CheckedCatalog, Finding, check_catalog
from govclean.governance.catalog.entry import Entry, Item
from govclean.governance.catalog.loading import load_catalog

__all__ = [
    "Catalog",
    "CatalogEntry",
    "CatalogItem",
    "CheckedCatalog",
    "Entry",
    "Finding",
    "Item",
    "check_catalog",
    "load_catalog",
]
