"""Boundaries of areas, for the map: GeoJSON or TopoJSON as the ONS publishes them.

`pcp_data.intake.shapes` has turned them into a table by the time they are read. They are optional,
and are of no force and no period: a later file replaces the shape of an area, code by code.
"""

from __future__ import annotations

from pcp_data.intake.formats import Format
from pcp_data.intake.loading import Batch, Load
from pcp_data.intake.shapes import HEADER

CODE, NAME, SHAPE = HEADER

FORMATS = (
    Format(
        format_id="boundaries",
        source_id="boundaries",
        version=1,
        columns={"area_code": (CODE,), "area_name": (NAME,), "geometry": (SHAPE,)},
        required=("area_code", "area_name", "geometry"),
        tables=("boundary",),
    ),
)


def read(batch: Batch, load: Load) -> None:
    """Load a batch of boundary files."""
    load.run(batch)
