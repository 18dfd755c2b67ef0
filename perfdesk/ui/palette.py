"""The colours of the window and the page: calm, like good stationery.

Knows every colour by what it is for, in a light and a high-contrast variant, and dresses Fusion in them. Refuses
to know any widget. No meaning is carried by a colour alone: a shape or a word always goes with it.
"""

import os
from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication


class Colours(NamedTuple):
    """Colours by purpose, as `#RRGGBB`."""

    ground: str = "#ECEEF1"
    paper: str = "#FFFFFF"
    line: str = "#D5D9DE"
    """Hairlines: the paper's shadow, separators, the borders of controls."""
    ink: str = "#1F2328"
    quiet: str = "#3D4650"
    """Computed figures: ink that was not typed."""
    prompt: str = "#8B949E"
    """The template's printed instructions, until something is typed over them."""
    accent: str = "#1D4E89"
    wash: str = "#D6E2F0"
    """The accent laid on thinly: lit headings, hovered rows."""
    on_accent: str = "#FFFFFF"
    editable: str = "#F5F9FF"
    error: str = "#B3261E"
    warning: str = "#9A6700"
    hint: str = "#57606A"
    done: str = "#1A7F37"
    raised: str = "#F7F8FA"
    """Bars and side panels: between the ground and paper."""
    hover: str = "#E2E6EB"
    pressed: str = "#D5DBE3"
    handle: str = "#C2C8D0"
    """Of scroll bars."""
    accent_hover: str = "#255C9F"
    accent_pressed: str = "#163D6C"


LIGHT = Colours()

HIGH_CONTRAST = LIGHT._replace(
    ground="#FFFFFF",
    line="#000000",
    ink="#000000",
    quiet="#000000",
    prompt="#4A4A4A",
    accent="#00309C",
    wash="#C8DAFF",
    editable="#FFFFFF",
    error="#A00000",
    warning="#6B4700",
    hint="#303030",
    done="#005A1B",
    raised="#FFFFFF",
    hover="#C8DAFF",
    pressed="#A9C3F5",
    handle="#303030",
    accent_hover="#0040C8",
    accent_pressed="#001F66",
)

CHOSEN = HIGH_CONTRAST if os.environ.get("PERFDESK_CONTRAST") == "high" else LIGHT
"""The colours of this run (`appearance.py`)."""

GROUND, PAPER, LINE, INK, FAINT = CHOSEN.ground, CHOSEN.paper, CHOSEN.line, CHOSEN.ink, CHOSEN.prompt
ACCENT, WASH, ON_ACCENT = CHOSEN.accent, CHOSEN.wash, CHOSEN.on_accent
ERROR, WARNING, HINT, DONE = CHOSEN.error, CHOSEN.warning, CHOSEN.hint, CHOSEN.done


def palette(colours: Colours = CHOSEN) -> QPalette:
    """The palette Fusion draws with; whether the desktop is dark does not matter to it."""
    roles = QPalette.ColorRole
    wanted = {
        roles.Window: colours.ground,
        roles.WindowText: colours.ink,
        roles.Base: colours.paper,
        roles.AlternateBase: colours.editable,
        roles.Text: colours.ink,
        roles.PlaceholderText: colours.prompt,
        roles.Button: colours.ground,
        roles.ButtonText: colours.ink,
        roles.BrightText: colours.error,
        roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent,
        roles.Accent: colours.accent,
        roles.Link: colours.accent,
        roles.LinkVisited: colours.accent,
        roles.ToolTipBase: colours.paper,
        roles.ToolTipText: colours.ink,
        roles.Light: colours.paper,
        roles.Midlight: colours.paper,
        roles.Mid: colours.line,
        roles.Dark: colours.line,
        roles.Shadow: colours.hint,
    }
    made = QPalette()
    for role, name in wanted.items():
        made.setColor(role, QColor(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.prompt))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, QColor(colours.line))
    return made


def dress(application: QApplication, colours: Colours = CHOSEN) -> None:
    """Fusion, which the application was made with, in our colours."""
    application.setPalette(palette(colours))
