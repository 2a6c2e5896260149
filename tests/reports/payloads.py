"""Cells as someone hands them in who wants a report to do something."""

from govclean.reports.drawing_shapes import Picture

RAN = "GOVCLEAN-RAN"
PAYLOADS = (
    f"</script><script>console.log('{RAN}')</script>",
    f"<img src=x onerror=console.log('{RAN}')>",
    f"</td></table></style><svg onload=console.log('{RAN}')>",
    '"><iframe src=https://payload.invalid/></iframe>',
    "<link rel=stylesheet href=https://payload.invalid/a.css>",
    "<style>@import url(https://payload.invalid/b.css)</style>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;",
    "=cmd|' /C calc'!A0",
    "+1+1", "-2+3", "@SUM(1,1)", "=HYPERLINK(\"https://payload.invalid\")", "{=1+1}",
    "<r><t>x</t></r>",
    '<r><t>x</t></r></is></c><c r="A9"><f>cmd|\' /C calc\'!A0</f></c><c><is><r><t>y</t></r>',
    "_x0041_", "\u202egnp.exe", "a\x00b\x07", "\ufffe", " lead and trail ", "line\nbreak", "'quoted",
)  # fmt: skip


def drawing(words: str) -> str:
    """Return a drawing that says something."""
    picture = Picture(200, 100, words, words, "zh")
    picture.text(10, 20, words)
    picture.cell((10, 30), (20, 20), "shade1", words)
    picture.tilted(10, 90, words)
    return picture.whole()
