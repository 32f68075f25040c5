"""Columns, code shares and small helpers of the road casualty files.

Shares are like those of West Yorkshire in 2024 (Department for Transport, Open Government
Licence v3.0), rounded; no row is a copy of a real one.
"""

from __future__ import annotations

import random
from collections.abc import Mapping


def _columns(line: str) -> tuple[str, ...]:
    return tuple(line.split(","))


COLLISION_HEADER = _columns(
    "collision_index,collision_year,collision_ref_no,location_easting_osgr,"
    "location_northing_osgr,longitude,latitude,police_force,collision_severity,"
    "number_of_vehicles,number_of_casualties,date,day_of_week,time,local_authority_district,"
    "local_authority_ons_district,local_authority_highway,local_authority_highway_current,"
    "first_road_class,first_road_number,road_type,speed_limit,junction_detail_historic,"
    "junction_detail,junction_control,second_road_class,second_road_number,"
    "pedestrian_crossing_human_control_historic,pedestrian_crossing_physical_facilities_historic,"
    "pedestrian_crossing,light_conditions,weather_conditions,road_surface_conditions,"
    "special_conditions_at_site,carriageway_hazards_historic,carriageway_hazards,"
    "urban_or_rural_area,did_police_officer_attend_scene_of_accident,trunk_road_flag,"
    "lsoa_of_accident_location,enhanced_severity_collision,collision_injury_based,"
    "collision_adjusted_severity_serious,collision_adjusted_severity_slight"
)
CASUALTY_HEADER = _columns(
    "collision_index,collision_year,collision_ref_no,vehicle_reference,casualty_reference,"
    "casualty_class,sex_of_casualty,age_of_casualty,age_band_of_casualty,casualty_severity,"
    "pedestrian_location,pedestrian_movement,car_passenger,bus_or_coach_passenger,"
    "pedestrian_road_maintenance_worker,casualty_type,casualty_imd_decile,lsoa_of_casualty,"
    "enhanced_casualty_severity,casualty_injury_based,casualty_adjusted_severity_serious,"
    "casualty_adjusted_severity_slight,casualty_distance_banding"
)
VEHICLE_HEADER = _columns(
    "collision_index,collision_year,collision_ref_no,vehicle_reference,vehicle_type,"
    "towing_and_articulation,vehicle_manoeuvre_historic,vehicle_manoeuvre,vehicle_direction_from,"
    "vehicle_direction_to,vehicle_location_restricted_lane_historic,"
    "vehicle_location_restricted_lane,junction_location,skidding_and_overturning,"
    "hit_object_in_carriageway,vehicle_leaving_carriageway,hit_object_off_carriageway,"
    "first_point_of_impact,vehicle_left_hand_drive,journey_purpose_of_driver_historic,"
    "journey_purpose_of_driver,sex_of_driver,age_of_driver,age_band_of_driver,"
    "engine_capacity_cc,propulsion_code,age_of_vehicle,generic_make_model,driver_imd_decile,"
    "lsoa_of_driver,escooter_flag,driver_distance_banding"
)

WEEKDAYS = (0.138, 0.136, 0.149, 0.149, 0.170, 0.142, 0.116)  # Monday first
CASUALTIES = {1: 0.808, 2: 0.133, 3: 0.039, 4: 0.012, 5: 0.006, 6: 0.002}
CASUALTY_TYPES = {0: 0.205, 1: 0.105, 2: 0.008, 3: 0.028, 4: 0.008, 5: 0.025, 8: 0.006, 9: 0.560,
                  11: 0.014, 19: 0.024, 21: 0.004, 90: 0.013}  # fmt: skip
# How much likelier than a car user somebody is to be badly hurt.
FRAILTY = {0: 2.3, 1: 1.9, 2: 2.0, 3: 2.2, 4: 3.0, 5: 4.2, 11: 0.7, 19: 0.9}
OTHER_VEHICLES = {9: 0.80, 19: 0.09, 11: 0.03, 21: 0.03, 3: 0.01, 5: 0.01, 1: 0.02, 8: 0.01}
MORE_VEHICLES = {0: 0.17, 1: 0.69, 2: 0.11, 3: 0.03}
MORE_ON_FOOT = {0: 0.95, 1: 0.05}
SERIOUS_INJURIES = {7: 0.65, 6: 0.22, 5: 0.13}
TWO_WHEELS = (1, 2, 3, 4, 5)
HOURS = (
    (19, 10, 7, 5, 5, 10, 19, 38, 58, 43, 35, 47)
    + (58, 65, 70, 84, 83, 83, 68, 53, 43, 39, 34, 23)
)  # fmt: skip
SPEEDS = {30: 0.679, 20: 0.106, 40: 0.104, 70: 0.048, 60: 0.039, 50: 0.024}
ROAD_CLASSES = {6: 0.513, 3: 0.348, 4: 0.091, 1: 0.041, 2: 0.007}
ROAD_TYPES = {6: 0.75, 3: 0.151, 9: 0.034, 1: 0.033, 2: 0.018, 7: 0.014}
LIGHT = {1: 0.687, 4: 0.262, 6: 0.026, 7: 0.015, 5: 0.01}
WEATHER = {1: 0.78, 2: 0.13, 8: 0.03, 9: 0.02, 4: 0.015, 5: 0.015, 3: 0.01}
SURFACE = {1: 0.70, 2: 0.28, 4: 0.015, 3: 0.005}
JUNCTIONS = {0: 0.43, 13: 0.27, 16: 0.14, 19: 0.11, 18: 0.03, 17: 0.02}
_BANDS = ((5, 1), (10, 2), (15, 3), (20, 4), (25, 5), (35, 6), (45, 7), (55, 8), (65, 9), (75, 10))
_AGES = {
    "child": (5, 16),
    "young": (16, 25),
    "adult": (25, 45),
    "middle": (45, 65),
    "older": (65, 92),
}


def draw(random_: random.Random, shares: Mapping[int, float]) -> int:
    """Return one of the codes by its share."""
    return random_.choices(list(shares), list(shares.values()))[0]


def number(value: float) -> str:
    """Return a probability as text, six decimals at most: enough for sixty-fourths."""
    text = f"{value:.6f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def age(random_: random.Random, kind: int) -> int:
    """Return an age that suits how the person travelled."""
    shares = {"child": 0.06, "young": 0.24, "adult": 0.38, "middle": 0.22, "older": 0.10}
    if kind == 0:
        shares = {"child": 0.30, "young": 0.15, "adult": 0.24, "middle": 0.18, "older": 0.13}
    elif kind in TWO_WHEELS:
        shares = {"child": 0.07, "young": 0.24, "adult": 0.42, "middle": 0.23, "older": 0.04}
    low, high = _AGES[random_.choices(list(shares), list(shares.values()))[0]]
    return random_.randrange(low, high)


def age_band(years: int) -> int:
    """Return the age band code: 1 for 0 to 5 years up to 11 for over 75."""
    return next((band for last, band in _BANDS if years <= last), 11)


def sexes(kind: int) -> dict[int, float]:
    """Return shares of 1 (male) and 2 (female)."""
    if kind in TWO_WHEELS:
        return {1: 0.88, 2: 0.12}
    return {1: 0.57, 2: 0.43}


def road_conditions(random_: random.Random) -> dict[str, object]:
    """Return the columns that describe time, road and weather."""
    hour = random_.choices(range(24), HOURS)[0]
    return {
        "time": f"{hour:02d}:{random_.randrange(60):02d}",
        "first_road_class": draw(random_, ROAD_CLASSES),
        "first_road_number": 0,
        "road_type": draw(random_, ROAD_TYPES),
        "speed_limit": draw(random_, SPEEDS),
        "junction_detail": draw(random_, JUNCTIONS),
        "light_conditions": draw(random_, LIGHT),
        "weather_conditions": draw(random_, WEATHER),
        "road_surface_conditions": draw(random_, SURFACE),
        "urban_or_rural_area": draw(random_, {1: 0.8, 2: 0.2}),
        "did_police_officer_attend_scene_of_accident": draw(random_, {1: 0.77, 2: 0.23}),
        "trunk_road_flag": draw(random_, {2: 0.95, 1: 0.05}),
    }
