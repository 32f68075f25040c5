"""Street-level crime and anti-social behaviour from data.police.uk.

"Falls within" decides the force, the LSOA the district, also outside the force. A row without a
place, or in an LSOA that neither the look-up nor its name can place, loads for its force alone.
An unknown force or category and an unreadable or future month refuse the row. Crime ID, location
and context are not kept: Crime ID is no key, and identical rows are separate incidents.
"""

from __future__ import annotations

from pcp_data import sql
from pcp_data.intake.formats import Format
from pcp_data.intake.loading import Batch, Load

FORMATS = (
    Format(
        format_id="police_uk",
        source_id="police_uk",
        version=1,
        columns={
            "month": ("Month",),
            "falls_within": ("Falls within",),
            "longitude": ("Longitude",),
            "latitude": ("Latitude",),
            "lsoa_code": ("LSOA code",),
            "lsoa_name": ("LSOA name",),
            "crime_type": ("Crime type",),
            "last_outcome_category": ("Last outcome category",),
        },
        required=(
            "month",
            "falls_within",
            "longitude",
            "latitude",
            "lsoa_code",
            "lsoa_name",
            "crime_type",
            "last_outcome_category",
        ),
        tables=("crime", "asb", "place"),
        aggregated=True,
        whole_tables=True,
        gathered=("outcome_group", "unknown_outcome", "points", "rows"),
        never=("Outcome type", "Object of search"),
    ),
)


def read(batch: Batch, load: Load) -> None:
    """Load a batch of street-level files, many at a time."""
    load.connection.execute(sql.text("staging/functions_police_uk"))
    load.run(batch)
