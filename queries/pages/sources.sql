-- One row per source of data. Used to name sources wherever a figure or its absence needs one.
select source_id, title, publisher, licence, url from source
