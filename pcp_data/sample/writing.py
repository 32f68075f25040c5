"""Write the sample files so that the same figures always give the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from pcp_data.sample.common import MARKER_HEADER

Row = Sequence[object]
_ZIP_TIME = (2024, 5, 1, 0, 0, 0)
_CREATED = dt.datetime(2024, 5, 1)


def csv_bytes(header: Row, rows: Iterable[Row], marker: str | None = MARKER_HEADER) -> bytes:
    """Return a CSV file, with the marker as an extra last column unless it is None."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    extra = [marker] if marker else []
    writer.writerow([*header, *extra])
    writer.writerows([*row, ""] if marker else row for row in rows)
    return text.getvalue().encode("utf-8")


def zip_bytes(members: dict[str, bytes]) -> bytes:
    """Return a ZIP file with fixed times and rights, members in the order given."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, compresslevel=9)
    return data.getvalue()


def xlsx_bytes(sheet: str, title: str, header: Row, rows: Iterable[Row]) -> bytes:
    """Return a workbook of one sheet: marker and title above the table."""
    book = Workbook(write_only=True)
    book.properties.creator = "pcp_data.sample"
    book.properties.title = title
    book.properties.created = _CREATED
    page = book.create_sheet(sheet)
    page.append([MARKER_HEADER])
    page.append([title])
    page.append(list(header))
    for row in rows:
        page.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return _without_times(data.getvalue())


def _without_times(workbook: bytes) -> bytes:
    """Return the workbook with the time of saving, which openpyxl stamps in, made fixed."""
    fixed = _CREATED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    members = {}
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + fixed, content)
            members[name] = content
    return zip_bytes(members)


def write_all(folder: Path, files: dict[str, bytes], published: dict[str, bytes]) -> None:
    """Write sample files and a manifest of their checksums; `published` files are not sample.

    Files of an earlier run that are no longer made are removed, known by the manifest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in _listed(folder / "manifest.csv") - files.keys():
        (folder / name).unlink(missing_ok=True)
    rows = [(name, hashlib.sha256(files[name]).hexdigest()) for name in sorted(files)]
    manifest = csv_bytes(("file", "sha256"), rows, marker=None)
    for name, content in {**files, **published, "manifest.csv": manifest}.items():
        (folder / name).write_bytes(content)


def _listed(manifest: Path) -> set[str]:
    if not manifest.exists():
        return set()
    with manifest.open(encoding="utf-8", newline="") as file:
        return {Path(row["file"]).name for row in csv.DictReader(file)}
