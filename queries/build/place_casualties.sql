-- One row per casualty afterwards has the date, force and district of its collision.
-- Used by build once releases are settled. Everything is worked out again from what now stands,
-- so that rows copied from an earlier build are as right as those just read.
update casualty
set date = null, force_code = null, area_code = null
where date is not null;

update casualty
set date = found.date, force_code = found.force_code, area_code = found.area_code
from (
    select
        collision_id,
        arg_max(date, file_id) as date,
        arg_max(force_code, file_id) as force_code,
        arg_max(area_code, file_id) as area_code,
    from collision
    group by collision_id
) as found
where found.collision_id = casualty.collision_id;

-- People on electric scooters have the type "other" or none; only the vehicle tells.
update casualty
set mode = 'e-scooter'
from (
    select distinct collision_id, vehicle_reference
    from vehicle
    where vehicle_type = 'e-scooter'
) as scooter
where
    scooter.collision_id = casualty.collision_id
    and scooter.vehicle_reference = casualty.vehicle_reference
    and coalesce(casualty.mode, 'other') = 'other'
    and casualty.casualty_class is distinct from 'pedestrian';

-- Separate look-ups serve files that bring no adjustment of their own.
update casualty
set adjusted_serious = found.adjusted_serious, adjusted_slight = found.adjusted_slight
from (
    select
        collision_id,
        vehicle_reference,
        casualty_reference,
        arg_max(adjusted_serious, file_id) as adjusted_serious,
        arg_max(adjusted_slight, file_id) as adjusted_slight,
    from casualty_adjustment
    group by all
) as found
where
    casualty.adjusted_serious is null
    and found.collision_id = casualty.collision_id
    and found.vehicle_reference is not distinct from casualty.vehicle_reference
    and found.casualty_reference = casualty.casualty_reference;

-- The look-ups leave out the killed, whose severity is certain.
update casualty
set adjusted_serious = 0, adjusted_slight = 0
where
    severity = 'fatal'
    and adjusted_serious is null
    and slice_id in (select slice_id from casualty where adjusted_serious is not null);

update collision
set adjusted_serious = found.adjusted_serious, adjusted_slight = found.adjusted_slight
from (
    select
        collision_id,
        arg_max(adjusted_serious, file_id) as adjusted_serious,
        arg_max(adjusted_slight, file_id) as adjusted_slight,
    from collision_adjustment
    group by all
) as found
where collision.adjusted_serious is null and found.collision_id = collision.collision_id;
