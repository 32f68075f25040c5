"""Which offence codes the sample crime return has, and how many of each in a usual year.

Volumes are made up, of the size that a force of 2.4 million residents records; only the figures
in public papers are met exactly (see crime.py).
"""

from __future__ import annotations

from dataclasses import dataclass

# Level of each group by financial year 2018/19 to 2023/24, where 2019/20 is 1.
LEVELS = {
    "burglary": (1.10, 1.0, 0.66, 0.62, 0.66, 0.62),
    "robbery": (1.08, 1.0, 0.74, 0.82, 0.92, 0.93),
    "theft person": (1.02, 1.0, 0.52, 0.72, 0.82, 0.86),
    "vehicle": (1.04, 1.0, 0.72, 0.57, 0.60, 0.57),
    "vehicle theft": (1.00, 1.0, 0.90, 0.98, 1.18, 1.12),
    "interference": (1.02, 1.0, 0.71, 0.70, 0.75, 0.74),
    "theft": (1.05, 1.0, 0.70, 0.80, 0.93, 1.04),
    "violence": (0.92, 1.0, 0.95, 1.12, 1.09, 1.04),
    "damage": (1.04, 1.0, 0.84, 0.93, 0.92, 0.87),
    "order": (0.90, 1.0, 1.02, 1.26, 1.22, 1.08),
    "drugs": (0.90, 1.0, 1.06, 0.94, 0.92, 0.98),
}
# January to December; the mean is near 1.
SEASONS = {
    "burglary": (1.10, 0.97, 0.98, 0.92, 0.94, 0.92, 0.95, 0.97, 0.97, 1.06, 1.13, 1.09),
    "robbery": (0.99, 0.91, 0.98, 0.96, 1.01, 0.98, 1.01, 1.00, 1.01, 1.07, 1.07, 1.01),
    "theft person": (0.94, 0.92, 0.98, 0.95, 0.99, 0.98, 0.99, 0.98, 1.01, 1.06, 1.10, 1.10),
    "vehicle": (1.06, 0.95, 0.99, 0.94, 0.96, 0.95, 0.98, 0.98, 1.00, 1.07, 1.08, 1.04),
    "vehicle theft": (1.03, 0.94, 0.98, 0.94, 0.97, 0.97, 0.99, 0.99, 1.01, 1.07, 1.08, 1.03),
    "interference": (1.05, 0.95, 1.00, 0.95, 0.97, 0.96, 0.98, 0.97, 1.00, 1.06, 1.07, 1.04),
    "theft": (0.95, 0.91, 0.99, 0.96, 1.01, 1.01, 1.04, 1.04, 1.02, 1.04, 1.03, 1.00),
    "violence": (0.95, 0.89, 0.98, 0.98, 1.05, 1.06, 1.08, 1.04, 1.00, 1.01, 0.98, 0.98),
    "damage": (0.95, 0.91, 1.02, 1.04, 1.06, 1.04, 1.04, 1.02, 0.99, 1.02, 0.98, 0.93),
    "order": (0.90, 0.89, 0.99, 1.00, 1.07, 1.09, 1.12, 1.07, 1.01, 1.00, 0.95, 0.91),
    "drugs": (1.00, 0.96, 1.02, 1.00, 1.02, 0.99, 1.00, 0.98, 0.98, 1.02, 1.02, 1.01),
}
# What restrictions in the pandemic left of a usual month, by month of the series.
PANDEMIC = {20: 0.84, 21: 0.55, 22: 0.68, 23: 0.82, 24: 0.95, 28: 0.88, 30: 0.80, 31: 0.82}
PANDEMIC_EXEMPT = {"drugs": 0.0, "order": 0.4, "violence": 0.5}

# Weights of the districts (Bradford, Calderdale, Kirklees, Leeds, Wakefield, not known).
USUAL = (25.5, 8.0, 16.0, 36.0, 14.2, 0.3)
CITY = (24.0, 5.6, 12.8, 46.8, 10.5, 0.3)
VEHICLES = (28.0, 6.4, 16.4, 36.2, 12.6, 0.4)
VIOLENT = (27.0, 7.7, 15.9, 34.4, 15.0, 0.0)


@dataclass(frozen=True)
class Offence:
    """An offence code with its made-up volume (2019/20), group, places, outcomes and victims.

    `outcomes` is the share with outcome 1 to 8, `young` the share of victims under 25.
    """

    code: str
    volume: int
    group: str
    outcomes: float
    young: float = 0.0
    places: tuple[float, ...] = USUAL


PLAIN = (
    Offence("8N", 27600, "violence", 0.125, 0.30, VIOLENT),
    Offence("8P", 520, "violence", 0.14, 0.27),
    Offence("8S", 610, "violence", 0.56),
    Offence("105A", 41800, "violence", 0.075, 0.29, VIOLENT),
    Offence("105B", 640, "violence", 0.11, 0.25),
    Offence("104", 1750, "violence", 0.58),
    Offence("3B", 2900, "violence", 0.07, 0.24, VIOLENT),
    Offence("11A", 1150, "violence", 0.05, 1.0),
    Offence("13", 95, "violence", 0.06, 1.0),
    Offence("36", 420, "violence", 0.08, 0.35),
    Offence("106", 390, "violence", 0.02, 0.42),
    Offence("8L", 14200, "order", 0.055, 0.23),
    Offence("8M", 310, "order", 0.08, 0.20),
    Offence("8Q", 9300, "order", 0.075, 0.30),
    Offence("8R", 16400, "order", 0.035, 0.27),
    Offence("19C", 2060, "violence", 0.03, 0.41),
    Offence("19D", 590, "violence", 0.04, 1.0),
    Offence("20A", 2300, "violence", 0.06, 0.49, CITY),
    Offence("20B", 330, "violence", 0.09, 1.0),
    Offence("17A", 360, "violence", 0.05, 0.45),
    Offence("88E", 620, "violence", 0.06, 0.33),
    Offence("30C", 7300, "burglary", 0.075),
    Offence("30D", 1150, "burglary", 0.05),
    Offence("44", 2900, "theft", 0.018, 0.21, CITY),
    Offence("46", 18600, "theft", 0.205, 0.0, CITY),
    Offence("49", 19300, "theft", 0.03, 0.15, CITY),
    Offence("49A", 3900, "theft", 0.04),
    Offence("40", 2600, "theft", 0.045, 0.16),
    Offence("41", 640, "theft", 0.14),
    Offence("35", 390, "order", 0.03, 0.35),
    Offence("56A", 290, "damage", 0.08, 0.10),
    Offence("56B", 1480, "damage", 0.04, 0.06),
    Offence("58A", 7900, "damage", 0.07, 0.13),
    Offence("58B", 3100, "damage", 0.10),
    Offence("58C", 11800, "damage", 0.04, 0.11),
    Offence("58D", 5200, "damage", 0.09, 0.12),
    Offence("58J", 130, "damage", 0.10),
    Offence("9A", 22300, "order", 0.115, 0.18, CITY),
    Offence("9B", 2350, "order", 0.16, 0.17, CITY),
    Offence("62A", 150, "order", 0.24),
    Offence("66", 1950, "order", 0.19, 0.12),
    Offence("92A", 1340, "drugs", 0.52),
    Offence("92D", 1080, "drugs", 0.60),
    Offence("92E", 3350, "drugs", 0.62),
    Offence("10C", 620, "drugs", 0.48),
    Offence("10D", 1380, "drugs", 0.50),
    Offence("54", 560, "drugs", 0.25),
    Offence("79", 620, "drugs", 0.16),
    Offence("99", 1450, "order", 0.15),
)
# Codes of most serious violence that hold no knife offences, as shares of its total. The rest of
# the total are codes 1, 2, 5D and 5E.
DRIVING_SHARES = {"4.4": 0.018, "4.6": 0.002, "37.1": 0.001}
SERIOUS_SHARES = {"1": 0.017, "2": 0.021, "5D": 0.905, "5E": 0.036}
NEIGHBOURHOOD_SPLITS = {
    "residential_burglary": {"28E": 0.866, "28F": 0.118, "28G": 0.009, "28H": 0.003, "29A": 0.004},
    "theft_from_person": {"39": 1.0},
    "theft_of_motor_vehicle": {"48": 0.955, "37.2": 0.045},
    "theft_from_motor_vehicle": {"45": 1.0},
    "vehicle_interference": {"126": 1.0},
}
NEIGHBOURHOOD = {
    "28E": Offence("28E", 0, "burglary", 0.055),
    "28F": Offence("28F", 0, "burglary", 0.045),
    "28G": Offence("28G", 0, "burglary", 0.05),
    "28H": Offence("28H", 0, "burglary", 0.02),
    "29A": Offence("29A", 0, "burglary", 0.16),
    "34B": Offence("34B", 0, "robbery", 0.085, 0.0, CITY),
    "39": Offence("39", 0, "theft person", 0.016, 0.38, CITY),
    "48": Offence("48", 0, "vehicle theft", 0.05, 0.0, VEHICLES),
    "37.2": Offence("37.2", 0, "vehicle theft", 0.13, 0.0, VEHICLES),
    "45": Offence("45", 0, "vehicle", 0.026, 0.0, VEHICLES),
    "126": Offence("126", 0, "interference", 0.016, 0.0, VEHICLES),
}
SERIOUS = {
    "1": Offence("1", 0, "violence", 0.72, 0.0, VIOLENT),
    "2": Offence("2", 0, "violence", 0.55, 0.0, VIOLENT),
    "5D": Offence("5D", 0, "violence", 0.21, 0.0, VIOLENT),
    "5E": Offence("5E", 0, "violence", 0.30, 0.0, VIOLENT),
    "4.4": Offence("4.4", 0, "violence", 0.55),
    "4.6": Offence("4.6", 0, "violence", 0.60),
    "37.1": Offence("37.1", 0, "violence", 0.60),
    "34A": Offence("34A", 0, "robbery", 0.18, 0.0, CITY),
}
BY_CODE = {offence.code: offence for offence in PLAIN} | NEIGHBOURHOOD | SERIOUS
