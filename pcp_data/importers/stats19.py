"""Road casualty data of the Department for Transport (STATS19), every layout since 2005.

Collisions are read before what hangs on them: casualty, vehicle and adjustment files name neither
force nor date.
"""

from __future__ import annotations

from pcp_data import sql
from pcp_data.intake.formats import Format
from pcp_data.intake.loading import Batch, Load

INDEX = {
    "collision_index": ("collision_index", "accident_index"),
    "collision_year": ("collision_year", "accident_year"),
    "reference": (
        "collision_ref_no",
        "collision_reference",
        "accident_reference",
        "accident_ref_no",
    ),
}

COLLISION = Format(
    format_id="stats19_collision",
    source_id="stats19",
    version=1,
    columns={
        **INDEX,
        "date": ("date",),
        "police_force": ("police_force",),
        "collision_severity": ("collision_severity", "accident_severity"),
        "vehicles": ("number_of_vehicles",),
        "casualties": ("number_of_casualties",),
        "ons_district": ("local_authority_ons_district",),
        "old_district": ("local_authority_district", "Local_Authority_(District)"),
        "lsoa": ("lsoa_of_collision_location", "lsoa_of_accident_location"),
        "speed_limit": ("speed_limit",),
        "longitude": ("longitude",),
        "latitude": ("latitude",),
        "adjusted_serious": (
            "collision_adjusted_severity_serious",
            "collision_adjusted_serious",
            "accident_adjusted_severity_serious",
        ),
        "adjusted_slight": (
            "collision_adjusted_severity_slight",
            "collision_adjusted_slight",
            "accident_adjusted_severity_slight",
        ),
    },
    required=("collision_index", "date", "police_force", "collision_severity"),
    tables=("collision",),
)

CASUALTY = Format(
    format_id="stats19_casualty",
    source_id="stats19",
    version=1,
    columns={
        **INDEX,
        "vehicle_reference": ("vehicle_reference",),
        "casualty_reference": ("casualty_reference",),
        "casualty_severity": ("casualty_severity",),
        "casualty_class": ("casualty_class",),
        "casualty_type": ("casualty_type",),
        "casualty_sex": ("sex_of_casualty",),
        "casualty_age": ("age_of_casualty",),
        "casualty_age_band": ("age_band_of_casualty",),
        "adjusted_serious": ("casualty_adjusted_severity_serious", "casualty_adjusted_serious"),
        "adjusted_slight": ("casualty_adjusted_severity_slight", "casualty_adjusted_slight"),
    },
    required=("collision_index", "casualty_reference", "casualty_severity"),
    tables=("casualty",),
)

VEHICLE = Format(
    format_id="stats19_vehicle",
    source_id="stats19",
    version=1,
    columns={
        **INDEX,
        "vehicle_reference": ("vehicle_reference",),
        "vehicle_type": ("vehicle_type",),
        "escooter_flag": ("escooter_flag",),
    },
    required=("collision_index", "vehicle_reference", "vehicle_type"),
    tables=("vehicle",),
)

# The look-ups say "Adjusted_Serious" only, which no main file does: it tells them apart.
ADJUSTED = {"adjusted_serious": ("Adjusted_Serious",), "adjusted_slight": ("Adjusted_Slight",)}

ADJUSTMENT_COLLISION = Format(
    format_id="stats19_adjustment_collision",
    source_id="stats19",
    version=1,
    columns={"collision_index": INDEX["collision_index"], **ADJUSTED},
    required=("collision_index", "adjusted_serious", "adjusted_slight"),
    tables=("collision_adjustment",),
)

ADJUSTMENT_CASUALTY = Format(
    format_id="stats19_adjustment_casualty",
    source_id="stats19",
    version=1,
    columns={
        "collision_index": INDEX["collision_index"],
        "vehicle_reference": ("Vehicle_Reference",),
        "casualty_reference": ("Casualty_Reference",),
        **ADJUSTED,
    },
    required=("collision_index", "casualty_reference", "adjusted_serious", "adjusted_slight"),
    tables=("casualty_adjustment",),
)

FORMATS = (COLLISION, CASUALTY, VEHICLE, ADJUSTMENT_COLLISION, ADJUSTMENT_CASUALTY)


def read(batch: Batch, load: Load) -> None:
    """Bring collisions, casualties, vehicles or adjustment look-ups into the database."""
    load.connection.execute(sql.text("staging/functions_stats19"))
    load.run(batch)
