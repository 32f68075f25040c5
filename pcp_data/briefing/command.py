"""The command `brief`: the briefing of a link as a Word document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pcp_data import database
from pcp_data.briefing import document
from pcp_data.briefing.content import briefing_of_view
from pcp_data.problems import DataProblem, Problem
from pcp_data.view import view_of_link

PAGE, ENDING = "briefing", ".docx"


def brief(link: str, to: Path, *, database_path: Path | None = None) -> list[str]:
    """Write the briefing that the Briefing page gives for its link; return what to say.

    Raises:
        DataProblem: a link of no page, a wrong ending, or a missing folder.
    """
    if to.suffix.lower() != ENDING:
        raise DataProblem(Problem(str(to), "another ending", ENDING, "Name the file so."))
    if not to.parent.is_dir():
        raise DataProblem(
            Problem(str(to), "no such folder", "a folder that is there", "Make the folder first.")
        )
    # A link of any page will do: the briefing has the same filters.
    view = replace(view_of_link(link, database.open_current(database_path)), file=PAGE)
    found, notices = briefing_of_view(view)
    document.write(found, to)
    return [*(f"Notice: {one}" for one in notices), f"Wrote {to}: {found.title}"]
