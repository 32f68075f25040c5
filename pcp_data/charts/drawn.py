"""A chart as the browser gets it: its specification, with each table of data sent once."""

from __future__ import annotations

from collections.abc import Iterator

import altair as alt
import pandas as pd

PARTS = ("layer", "hconcat", "vconcat", "concat")


def drawn(picture: alt.TopLevelMixin) -> dict:
    """Return the Vega-Lite specification of a chart, with its frames under `datasets` as frames.

    Altair would check the specification against its schema and turn the frame of every layer
    into text: nine tenths of the time a chart takes. The check is made by the tests; a frame
    that several layers share is handed over once, as it is. The chart cannot be used afterwards.
    """
    frames: dict[str, pd.DataFrame] = {}
    for part in _parts(picture):
        if isinstance(part.data, pd.DataFrame):
            name = f"data-{id(part.data)}"
            frames[name] = part.data
            part.data = alt.NamedData(name)
    spec = picture.to_dict(validate=False)
    names = {name: f"data-{place}" for place, name in enumerate(frames)}
    _rename(spec, names)
    spec["datasets"] = {names[name]: frame for name, frame in frames.items()}
    return spec


def _parts(picture: alt.TopLevelMixin) -> Iterator[alt.TopLevelMixin]:
    """Return a chart with all charts inside it."""
    yield picture
    for kind in PARTS:
        for part in picture._kwds.get(kind) or ():
            yield from _parts(part)
    inner = picture._kwds.get("spec")
    if isinstance(inner, alt.TopLevelMixin):
        yield from _parts(inner)


def _rename(spec: dict, names: dict[str, str]) -> None:
    """Give the data the same names in every run, so that an unchanged chart is not redrawn."""
    data = spec.get("data")
    if isinstance(data, dict) and data.get("name") in names:
        data["name"] = names[data["name"]]
    for kind in PARTS:
        for part in spec.get(kind, ()):
            _rename(part, names)
    if isinstance(spec.get("spec"), dict):
        _rename(spec["spec"], names)
