"""Make street-level files of any size, as data.police.uk publishes them, for the benchmarks."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pcp_data import define

FIRST_YEAR = 2014
YEARS = 10
CATEGORIES = (
    ["Anti-social behaviour"] * 4
    + ["Violence and sexual offences"] * 4
    + ["Burglary", "Robbery", "Vehicle crime", "Vehicle crime", "Other theft", "Other theft"]
    + ["Public order", "Criminal damage and arson", "Theft from the person", "Shoplifting", "Drugs"]
)
OUTCOMES = [
    "Under investigation",
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Local resolution",
]
LSOAS = """
create table lsoa as
select
    lsoa_code,
    lsoa_name,
    row_number() over (order by lsoa_code) - 1 as number,
from read_csv($look_up, header = true, all_varchar = true)
where area_code in ('E08000032', 'E08000033', 'E08000034', 'E08000035', 'E08000036')
"""
ROWS = """
with
row as (
    select
        i,
        (hash(i * 31 + $salt) % 1000003)::bigint as spread,
    from range($rows) as numbers (i)
),
filled as (
    select
        row.i,
        lsoa.lsoa_code,
        lsoa.lsoa_name,
        lsoa.number,
        category.name as category,
    from row
    inner join lsoa on lsoa.number = row.spread % $lsoas
    inner join category on category.number = row.spread // $lsoas % $kinds
)
select
    case when category = 'Anti-social behaviour' then '' else sha256(i::varchar || $month) end
        as "Crime ID",
    $month as "Month",
    'West Yorkshire Police' as "Reported by",
    'West Yorkshire Police' as "Falls within",
    round(-1.5 - (number % 100) / 200.0 - (i % 7) / 1000.0, 6) as "Longitude",
    round(53.7 + (number % 90) / 300.0 + (i % 5) / 1000.0, 6) as "Latitude",
    'On or near ' || chr((65 + i % 26)::integer) || 'street Road' as "Location",
    lsoa_code as "LSOA code",
    lsoa_name as "LSOA name",
    category as "Crime type",
    case when category = 'Anti-social behaviour' then '' else $outcomes[1 + i % 4] end
        as "Last outcome category",
    '' as "Context",
from filled
"""


def make(rows: int, folder: Path) -> None:
    """Write `rows` made-up rows in 120 monthly files; does nothing where they are there already."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True)
    connection = duckdb.connect()
    connection.execute(LSOAS, {"look_up": str(define.COMMON / "lsoa_district.csv")})
    lsoas = connection.execute("select count(*) from lsoa").fetchone()[0]
    connection.execute("create table category (number bigint, name varchar)")
    connection.executemany("insert into category values (?, ?)", list(enumerate(CATEGORIES)))
    months = [f"{FIRST_YEAR + n // 12}-{n % 12 + 1:02d}" for n in range(YEARS * 12)]
    for number, month in enumerate(months):
        values = {
            "rows": rows // len(months) + (number < rows % len(months)),
            "salt": number * 7919,
            "lsoas": lsoas,
            "kinds": len(CATEGORIES),
            "outcomes": OUTCOMES,
            "month": month,
        }
        connection.execute("create or replace temp table street as " + ROWS, values)
        path = folder / f"{month}-west-yorkshire-street.csv"
        connection.execute(f"copy street to '{path}' (header)")
    connection.close()
