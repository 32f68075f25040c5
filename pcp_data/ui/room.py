"""Room for charts before they are drawn, so that the page under them does not jump.

The browser draws a chart a second or so after its place is there. Streamlit writes the key of
an element into its classes, and that is the only way to tell a style sheet how high it will be.
"""

from __future__ import annotations

from collections.abc import Mapping

STEP, HIGHEST, USUAL = 10, 500, 300  # pixels


def room_key(key: str, spec: Mapping[str, object]) -> str:
    """Return a chart's key with the height that its place is to have, in steps, up to the highest.

    >>> room_key("trend", {"height": 296})
    'trend-room300'
    """
    height = spec.get("height", USUAL)
    pixels = height if isinstance(height, int | float) else USUAL
    return f"{key}-room{min(-(-int(pixels) // STEP) * STEP, HIGHEST)}"


def room_style() -> str:
    """Return the rules that give each class its height."""
    heights = range(STEP, HIGHEST + STEP, STEP)
    return "".join(
        f"[class$=room{one}],[class*='room{one} ']{{--pcp-room:{one}px}}" for one in heights
    )
