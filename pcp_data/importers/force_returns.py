"""The force's own returns, on our templates: crime, ASB, victim satisfaction and indicators."""

from __future__ import annotations

from pcp_data.intake.formats import Format
from pcp_data.intake.loading import Batch, Load
from pcp_data.intake.title_rows import about

RELEASE_DATE = ("Release date", "Date released", "Published")
PERIOD = {
    "starts": ("Start", "Start date", "Period start", "From"),
    "ends": ("End", "End date", "Period end", "To"),
}

CRIME = Format(
    format_id="force_crime",
    source_id="force_crime",
    version=1,
    columns={
        "force": ("Force", "Police force", "Force name"),
        "month": ("Month",),
        "district": ("District", "Local authority"),
        "offence_code": ("Offence code", "Home Office code", "HO code"),
        "knife": ("Knife enabled", "Knife"),
        "victim_under_25": ("Victim under 25", "Under 25"),
        "outcome_group": ("Outcome group", "Outcome"),
        "offences": ("Offences", "Number of offences"),
        "release_date": RELEASE_DATE,
    },
    required=(
        "force",
        "month",
        "district",
        "offence_code",
        "knife",
        "victim_under_25",
        "outcome_group",
        "offences",
    ),
    tables=("crime",),
    about=about,
)

ASB = Format(
    format_id="force_asb",
    source_id="force_asb",
    version=1,
    columns={
        "force": ("Force", "Police force", "Force name"),
        "month": ("Month",),
        "district": ("District", "Local authority"),
        "asb_type": ("ASB type", "Type of ASB"),
        "incidents": ("Incidents", "Number of incidents"),
        "release_date": RELEASE_DATE,
    },
    required=("force", "month", "district", "asb_type", "incidents"),
    tables=("asb",),
    about=about,
)

SATISFACTION = Format(
    format_id="force_satisfaction",
    source_id="force_satisfaction",
    version=1,
    columns={
        "force": ("Force", "Police force", "Force name"),
        **PERIOD,
        "area": ("Area", "District"),
        "victim_group": ("Victim group", "Group of victims"),
        "satisfied": ("Satisfied", "Number satisfied"),
        "surveyed": ("Surveyed", "Number surveyed"),
        "percent": ("Percent", "Per cent", "Percentage", "Percent satisfied"),
        "release_date": RELEASE_DATE,
    },
    required=("force", "starts", "ends", "area", "victim_group"),
    tables=("victim_satisfaction",),
    about=about,
)

INDICATOR = Format(
    format_id="force_indicator",
    source_id="force_indicator",
    version=1,
    columns={
        "measure": ("Measure", "Indicator", "Measure id"),
        "area": ("Area",),
        **PERIOD,
        "numerator": ("Numerator",),
        "denominator": ("Denominator",),
        "value": ("Value",),
        "status": ("Status",),
        "release_date": RELEASE_DATE,
    },
    required=("measure", "area", "starts", "ends", "value"),
    tables=("indicator",),
    never=("Figure", "Statistic", "Survey ID", "Victim group"),
    about=about,
)

FORMATS = (CRIME, ASB, SATISFACTION, INDICATOR)


def read(batch: Batch, load: Load) -> None:
    """Bring the rows of returns of one kind into the database."""
    load.run(batch)
