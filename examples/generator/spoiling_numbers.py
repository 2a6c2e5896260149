"""How resident numbers, credit codes and telephone numbers get spoilt."""

from __future__ import annotations

from generator.numbers import organisation_code, with_check
from generator.planting import Cell, Spoil


def fifteen_digits(cell: Cell) -> str | None:
    """Write the number in its old form; only people born in the 20th century have one."""
    old = cell.value[:6] + cell.value[8:17]
    return old if cell.value[6:8] == "19" and cell.value[14:17] < "996" else None


def ending_in_x(ending: str) -> Spoil:
    """Return a spoiler that writes the check character X as something else."""
    return lambda cell: cell.value[:17] + ending if cell.value.endswith("X") else None


def wrong_check_digit(cell: Cell) -> str:
    """Mistype the check character: the number no longer passes its check."""
    digit = cell.random.choice([d for d in "0123456789" if d != cell.value[17]])
    return cell.value[:17] + digit


def swapped_digits(cell: Cell) -> str | None:
    """Swap two neighbouring digits of the sequence, where they differ."""
    return (
        cell.value[:14] + cell.value[15] + cell.value[14] + cell.value[16:]
        if cell.value[14] != cell.value[15]
        else None
    )


def impossible_day(cell: Cell) -> str:
    """Write 30 February in the number; its check character is right all the same."""
    return with_check(f"{cell.value[:10]}0230{cell.value[14:17]}")


def scientific(cell: Cell) -> str:
    """Write the number as a spreadsheet shows it."""
    return f"{int(cell.value[:17]) / 1e16:.5f}E+17"


def truncated_by_excel(cell: Cell) -> str | None:
    """Keep 15 significant digits, as a spreadsheet does; only where the rest then fails its check."""
    damaged = cell.value[:15] + "000"
    return damaged if with_check(damaged[:17]) != damaged and cell.row.cells["sex"] == "2" else None


def letters_for_digits(cell: Cell) -> str | None:
    """Write O for 0, I for 1, Z for 2 or S for 5 somewhere behind the area code."""
    for digit, letter in cell.random.sample(["0O", "1I", "2Z", "5S"], 4):
        place = cell.value.find(digit, 8)
        if place > 0:
            return cell.value[:place] + letter + cell.value[place + 1 :]
    return None


def wrong_last_of_code(cell: Cell) -> str:
    """Mistype the check character of a code."""
    return cell.value[:-1] + cell.random.choice([d for d in "0123456789" if d != cell.value[-1]])


def wrong_organisation_code(cell: Cell) -> str:
    """Write a good organisation code that is not the one in the credit code."""
    return organisation_code(f"{cell.random.randint(10_000_000, 79_999_999)}")


def in_groups(cell: Cell) -> str:
    """Write 138 0000 0001."""
    return f"{cell.value[:3]} {cell.value[3:7]} {cell.value[7:]}"


def area_code_in_brackets(cell: Cell) -> str | None:
    """Write (0371)60000001 for 0371-60000001."""
    area, hyphen, rest = cell.value.partition("-")
    return f"({area}){rest}" if hyphen else None


def with_extension(cell: Cell) -> str | None:
    """Write an extension behind a landline number in words."""
    return f"{cell.value}转801" if "-" in cell.value else None


def extension_by_hyphen(wrong: str) -> str:
    """Return how the extension ought to be written."""
    return wrong.replace("转", "-")
