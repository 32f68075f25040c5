"""Ask Explore a question as a link does."""

from __future__ import annotations

from urllib.parse import parse_qs

import pandas as pd

from pcp_data import database
from pcp_data.explore import answer
from pcp_data.explore.answer import Groups
from pcp_data.explore.catalogue import Source
from pcp_data.explore.question import Question, from_params


def asked(
    reader: database.Reader, sources: dict[str, Source], link: str
) -> tuple[Groups, Question, Source]:
    """Return the groups that a link asks for, with the question and its table."""
    question, notices = from_params(parse_qs(link), sources)
    assert notices == ()
    source = sources[question.table]
    return answer.groups(reader, question, source), question, source


def groups(reader: database.Reader, sources: dict[str, Source], link: str) -> pd.DataFrame:
    """Return the rows of the groups that a link asks for."""
    return asked(reader, sources, link)[0].rows
