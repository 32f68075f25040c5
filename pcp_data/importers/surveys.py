"""Results of surveys of the public: wave by area, question and answer, with base sizes."""

from __future__ import annotations

from pcp_data.intake.formats import Format
from pcp_data.intake.loading import Batch, Load
from pcp_data.intake.title_rows import about

SURVEY = Format(
    format_id="survey",
    source_id="survey",
    version=1,
    columns={
        "survey_id": ("Survey ID",),
        "survey_title": ("Survey", "Survey name"),
        "starts": ("Start", "Start date", "Period start", "From"),
        "ends": ("End", "End date", "Period end", "To"),
        "area": ("Area",),
        "question": ("Question",),
        "answer": ("Answer", "Response"),
        "respondents": ("Respondents",),
        "base": ("Base", "Base size"),
        "percent": ("Percent", "Per cent", "Percentage"),
        "release_date": ("Release date", "Date released", "Published"),
    },
    required=("survey_id", "survey_title", "starts", "ends", "area", "question", "answer"),
    tables=("survey_result",),
    about=about,
)

FORMATS = (SURVEY,)


def read(batch: Batch, load: Load) -> None:
    """Bring survey results into the database."""
    load.run(batch)
