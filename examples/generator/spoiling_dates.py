"""How dates get spoilt: every notation but YYYYMMDD."""

from __future__ import annotations

from datetime import date

from generator.planting import Cell, Spoil

_CHINESE_DIGITS = "〇一二三四五六七八九"
_CHINESE_TENS = ("", "十", "二十", "三十")


def _day(clean: str) -> date:
    return date(int(clean[:4]), int(clean[4:6]), int(clean[6:8]))


def date_as(pattern: str) -> Spoil:
    """Return a spoiler that writes a date in a pattern of `{y}`, `{yy}`, `{m}`, `{d}`, `{mm}`, `{dd}`."""

    def spoil(cell: Cell) -> str:
        day = _day(cell.value)
        return pattern.format(
            y=day.year,
            yy=f"{day.year % 100:02d}",
            m=day.month,
            d=day.day,
            mm=cell.value[4:6],
            dd=cell.value[6:8],
        )

    return spoil


def excel_serial(cell: Cell) -> str:
    """Write the days since 1899-12-30, as a cell without a date format shows them."""
    return str((_day(cell.value) - date(1899, 12, 30)).days)


def chinese_numerals(cell: Cell) -> str:
    """Write 一九八五年三月五日."""
    day = _day(cell.value)
    year = "".join(_CHINESE_DIGITS[int(d)] for d in cell.value[:4])
    return f"{year}年{_small_number(day.month)}月{_small_number(day.day)}日"


def _small_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    return _CHINESE_TENS[tens] + (_CHINESE_DIGITS[ones] if ones else "")


def republican_year(cell: Cell) -> str | None:
    """Write 民国34年5月1日; only people born before October 1949."""
    day = _day(cell.value)
    return f"民国{day.year - 1911}年{day.month}月{day.day}日" if cell.value < "19490901" else None


def day_before_month(cell: Cell) -> str | None:
    """Write dd/mm/yyyy where it could also be read as mm/dd/yyyy."""
    day = _day(cell.value)
    return (
        f"{cell.value[6:]}/{cell.value[4:6]}/{cell.value[:4]}"
        if day.day <= 12 and day.day != day.month
        else None
    )


def another_day(cell: Cell) -> str:
    """Write another day of the same month: a good date, but not the one in the number."""
    day = int(cell.value[6:8])
    return f"{cell.value[:6]}{day % 27 + 1:02d}"
