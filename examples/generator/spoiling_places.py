"""How addresses and points get spoilt."""

from __future__ import annotations

from generator.planting import Cell, Spoil


def broken_line(cell: Cell) -> str | None:
    """Break the address in two lines behind the house number."""
    return cell.value.replace("号", "号\n", 1) if "号" in cell.value[:-1] else None


def repeated_prefix(cell: Cell) -> str:
    """Write province and city twice."""
    return cell.value[: cell.value.index("市") + 1] + cell.value


def former_county(names: dict[str, str]) -> Spoil:
    """Return a spoiler that writes the name a county bore before."""

    def spoil(cell: Cell) -> str | None:
        for now, then in names.items():
            if now in cell.value:
                return cell.value.replace(now, then, 1)
        return None

    return spoil


def degrees_minutes(cell: Cell) -> str:
    """Write 113°38′46.6812″."""
    degrees = float(cell.value)
    minutes = degrees % 1 * 60
    return f"{int(degrees)}°{int(minutes)}′{minutes % 1 * 60:.4f}″"


def swapped_axes(cell: Cell) -> str:
    """Write the latitude for the longitude and the other way round."""
    latitude = cell.row.cells["latitude"]
    cell.row.cells["latitude"] = cell.value
    return latitude


def far_away(cell: Cell) -> str:
    """Write a longitude that is nowhere in China."""
    return "2" + cell.value[1:]
