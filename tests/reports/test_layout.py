from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from govclean.reports.layout import cut, cut_path, fit, flow, visible, wrapped

texts = st.text(st.sampled_from("ab ，。公民身份×…\u3000z9"), max_size=60)
widths = st.integers(2, 80)


@given(texts, widths, st.sampled_from(["left", "right"]))
def test_a_fitted_text_takes_exactly_its_cells(text, width, align):
    assert cell_len(fit(text, width, align)) == width


@given(texts, widths)
def test_a_cut_text_is_never_wider_than_its_cells(text, width):
    assert cell_len(cut(text, width)) <= width
    assert cell_len(cut_path(text, max(width, 5))) <= max(width, 5)


@given(texts, st.integers(12, 80))
def test_wrapping_loses_nothing_but_spaces(text, width):
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(texts, max_size=8), st.integers(20, 80))
def test_flowing_parts_stay_within_the_width(parts, width):
    assert all(cell_len(line) <= width for line in flow(parts, width))


@given(st.text())
def test_a_visible_value_cannot_steer_the_terminal(value):
    assert all(character >= " " and not "\x7f" <= character <= "\x9f" for character in visible(value))


def test_a_latin_word_is_never_broken():
    assert wrapped("see validity.check_digit here", 22) == ["see", "validity.check_digit", "here"]
