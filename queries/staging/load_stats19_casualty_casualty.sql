-- One row per casualty, without date, force and district.
-- Used by loading: these three are filled from the collisions once releases are settled, as the
-- collision that told the force may be of a release that is replaced.
select
    collision_id,
    vehicle_reference,
    casualty_reference,
    source_id,
    file_id,
    slice_id,
    severity,
    adjusted_serious,
    adjusted_slight,
    casualty_class,
    mode,
    sex,
    age,
    age_group,
from accepted
