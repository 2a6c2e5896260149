"""Figures as people read them: thousands apart, shares in per cent, hashes and times short."""

from __future__ import annotations

from govclean.wording import Language


def grouped(number: int) -> str:
    """Return a count with its thousands apart.

    >>> grouped(1000000)
    '1,000,000'
    """
    return f"{number:,}"


def percent(share: float) -> str:
    """Return a share in per cent with two decimals; some is never shown as none, nor almost all as all.

    >>> percent(0.0081), percent(0.0000004), percent(0), percent(0.999999)
    ('0.81%', '<0.01%', '0.00%', '>99.99%')
    """
    if 0 < share < 0.0001:
        return "<0.01%"
    return ">99.99%" if 0.9999 < share < 1 else f"{share:.2%}"


def short_hash(digest: str) -> str:
    """Return the two ends of a SHA-256 in hex: enough to recognise a file, not to prove it.

    >>> short_hash("3f9a" + "0" * 58 + "c1")
    '3f9a…c1'
    """
    return f"{digest[:4]}…{digest[-2:]}" if len(digest) > 8 else digest


def duration(seconds: float, language: Language) -> str:
    """Return a time span: seconds with one decimal, minutes from two minutes on.

    >>> duration(2.14, "zh"), duration(190, "en")
    ('2.1 秒', '3 min 10 s')
    """
    if seconds < 120:
        return f"{seconds:.1f} 秒" if language == "zh" else f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒" if language == "zh" else f"{minutes} min {rest} s"
