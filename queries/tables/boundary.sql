-- One row per area with a boundary, as GeoJSON in longitude and latitude.
-- Used by the map on Districts. Outer rings run clockwise, which is what the drawing library wants.
create table boundary (
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    area_code varchar not null,
    geometry varchar not null
);
