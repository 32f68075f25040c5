-- One row per lower layer super output area (LSOA), with the district it lies in.
-- Used by staging. 2011 and 2021 codes both occur in published files; the look-up is of 2011.
create table lsoa_district (
    lsoa_code varchar primary key,
    lsoa_name varchar not null,
    area_code varchar not null
);
