"""Files as publishers give them: those beside this copy of the project, or made here.

What is made here has the publishers' own columns and no mark of the sample data, so that the
dashboard takes it for real: street-level crime and road casualties, as anybody can download them.
"""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

from pcp_data.intake.files import SAMPLE_MARKER

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data"
PUBLISHED = ROOT.parent / "shared" / "real_data"
ARCHIVES = (
    "street-level-crime-2022-04-to-2024-03.zip",
    "road-casualty-statistics-2018-to-2023.zip",
)
REAL_FILES = (
    "police_uk/west-yorkshire-2014-01-02-06.zip",
    "police_uk/leeds-2025-02-saved-through-excel.csv",
    "stats19/west-yorkshire-2024.zip",
    "home_office/prc-pfa-2017-18.zip",
)


def make(folder: Path) -> Path:
    """Write files like those of the publishers into a new folder, and return it."""
    folder.mkdir(parents=True)
    for name in ARCHIVES:
        with (
            zipfile.ZipFile(SAMPLE / name) as marked,
            zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as plain,
        ):
            for member in marked.namelist():
                plain.writestr(member, _unmarked(marked.read(member).decode("utf-8-sig")))
    return folder


def copied(folder: Path) -> Path:
    """Copy some of the publishers' own files into a new folder, and return it."""
    folder.mkdir(parents=True)
    for name in REAL_FILES:
        shutil.copy(PUBLISHED / name, folder)
    return folder


def _unmarked(text: str) -> str:
    rows = csv.reader(io.StringIO(text))
    head = next(rows)
    kept = [place for place, title in enumerate(head) if SAMPLE_MARKER not in title]
    out = io.StringIO()
    csv.writer(out).writerows([row[place] for place in kept] for row in [head, *rows])
    return out.getvalue()
