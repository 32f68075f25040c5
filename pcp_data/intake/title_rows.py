"""What stands above the header of a return: its release date; and whether it came as a sheet."""

from __future__ import annotations

import re

from pcp_data.intake.formats import Match

RELEASE_DATE = re.compile(r"^(?:release date|date of release|released)\b[\s:]*(.*)$", re.IGNORECASE)


def about(match: Match) -> str:
    """Return `sheet` or `lines`, and after a blank the release date as written above the header.

    Staging reads the date; it stands in the cell itself or in the next one that is filled.
    """
    kind = "sheet" if match.table.from_sheet else "lines"
    for row in match.table.preview[: match.header_index]:
        cells = [cell for cell in row if cell]
        for place, cell in enumerate(cells):
            found = RELEASE_DATE.match(cell)
            if found:
                return f"{kind} {found[1] or ''.join(cells[place + 1 : place + 2])}"
    return f"{kind} "
