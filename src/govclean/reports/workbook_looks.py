"""How cells of a workbook look; fills are pale enough for black text, and words always say what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from govclean.reports.text_book import Look

HEAD: Look = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
TITLE: Look = {"bold": True, "font_size": 14}
WRAPPED: Look = {"text_wrap": True}
NUMBERED: Look = {"font_color": "#5D6B7A"}
SEVERITY_FILLS: Mapping[str, str] = {"error": "#F8CBAD", "warning": "#FFE699", "info": "#D9E1F2"}
