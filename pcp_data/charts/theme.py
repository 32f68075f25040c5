"""Colours of the Government Analysis Function, for a light and a dark page."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", Arial, sans-serif'


@dataclass(frozen=True)
class Palette:
    """The colours of one theme. On each background every mark is at least 3:1, text 4.5:1."""

    name: str
    background: str
    text: str
    quiet_text: str
    grid: str
    main: str
    second: str
    third: str
    fourth: str
    muted: str
    band: str

    @property
    def categories(self) -> tuple[str, str, str, str]:
        """Return the colours for up to four categories, in order."""
        return (self.main, self.second, self.third, self.fourth)


LIGHT = Palette(
    name="light",
    background="#FFFFFF",
    text="#1B1F24",
    quiet_text="#4A5460",
    grid="#E3E7EC",
    main="#12436D",
    second="#F46A25",
    third="#28A197",
    fourth="#801650",
    muted="#8A939E",
    band="#DCE4EC",
)
DARK = Palette(
    name="dark",
    background="#11151B",
    text="#ECEFF3",
    quiet_text="#B4BDC8",
    grid="#2B3440",
    main="#6BACE6",
    second="#F58B55",
    third="#3CC4B8",
    fourth="#E08AB8",
    muted="#7F8A97",
    band="#26323F",
)


def finish(picture: alt.TopLevelMixin, palette: Palette) -> alt.TopLevelMixin:
    """Return the chart with the fonts, axes and background of a palette."""
    axis = {
        "labelColor": palette.quiet_text,
        "titleColor": palette.quiet_text,
        "domainColor": palette.muted,
        "tickColor": palette.muted,
        "gridColor": palette.grid,
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    # As a plain value: `configure` would check it against the schema each time, at 9 ms.
    picture.config = {
        "background": "transparent" if palette.name == "dark" else palette.background,
        "font": FONT,
        "axis": axis,
        "view": {"stroke": None},
        "header": {
            "labelColor": palette.text,
            "labelFont": FONT,
            "labelFontSize": 13,
            "labelFontWeight": "bold",
            "titleColor": palette.quiet_text,
        },
        "text": {"font": FONT, "fontSize": 12, "color": palette.text},
    }
    # Else Streamlit leaves 20 pixels empty under each chart, which parts it from its source line.
    picture.padding = {"bottom": 5}
    return picture
