"""Police recorded crime open data from the Home Office, quarterly, by offence code.

By police force, and by Community Safety Partnership (CSP). The CSP layout is built to the columns
that the Home Office publishes and is untested on a real file.

A quarter stays a quarter: its figures stand at its first month with `months` 3. Negative numbers
are corrections and are loaded; homicide comes several times per force and quarter and is added
up. A code that is not in the look-up loads with a warning; one that Excel turned into a date is
refused, as it could be two codes.
"""

from __future__ import annotations

from pcp_data import sql
from pcp_data.intake.formats import Format
from pcp_data.intake.loading import Batch, Load

COLUMNS = {
    "financial_year": ("Financial Year",),
    "financial_quarter": ("Financial Quarter", "Quarter"),
    "force_name": ("Force Name", "Force", "Police Force", "Police Force Area"),
    "offence_code": ("Offence Code",),
    "offence_description": ("Offence Description",),
    "offences": (
        "Number of Offences",
        "Offence Count",
        "Offences",
        "Number of Recorded Offences",
        "Force Offences",
        "CSP Offences",
    ),
}
REQUIRED = ("financial_year", "financial_quarter", "force_name", "offence_code", "offences")
PARTNERSHIP = (
    "CSP Name",
    "Community Safety Partnership",
    "CSP",
    "Community Safety Partnership Name",
)

FORMATS = (
    Format(
        format_id="home_office_force",
        source_id="home_office_force",
        version=1,
        columns=COLUMNS,
        required=REQUIRED,
        tables=("crime",),
        whole_tables=True,
        never=PARTNERSHIP,
    ),
    Format(
        format_id="home_office_csp",
        source_id="home_office_csp",
        version=1,
        columns={
            **COLUMNS,
            "csp_name": PARTNERSHIP,
            "ons_code": ("ONS Code", "CSP Code", "LA Code", "Local Authority Code"),
        },
        required=(*REQUIRED, "csp_name"),
        tables=("crime",),
        whole_tables=True,
    ),
)


def read(batch: Batch, load: Load) -> None:
    """Load a batch of Home Office tables of one layout."""
    load.connection.execute(sql.text("staging/functions_home_office"))
    load.run(batch)
