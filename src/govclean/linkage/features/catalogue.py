"""Every feature: what a blocking rule can name behind the dot of a field."""

from __future__ import annotations

from govclean.linkage.features import addresses, dates, names, organisations, phones, places, texts
from govclean.linkage.features.feature import Feature

__all__ = ("FEATURES", "Feature", "feature")

FEATURES: tuple[Feature, ...] = (
    *names.FEATURES,
    *organisations.FEATURES,
    *addresses.FEATURES,
    *places.FEATURES,
    *dates.FEATURES,
    *phones.FEATURES,
    *texts.FEATURES,
)


def feature(name: str, semantic_type: str = "") -> Feature:
    """Return the feature of a name: the one for the type where there is one, else that for any type.

    Without a type, a name that only one kind of value has is found too.

    >>> feature("key", "cn.person_name").title.en, feature("key", "text").title.en, feature("pinyin").title.en
    ('name in one writing', 'text in one writing', 'name in pinyin')

    Raises:
        LookupError: there is none.
    """
    known = [one for one in FEATURES if one.name == name]
    fitting = [one for one in known if semantic_type in one.of] or [one for one in known if not one.of]
    if not fitting and not semantic_type:
        fitting = known
    if not fitting:
        raise LookupError(name)
    return fitting[0]
