-- One row: the bases under which a share is hidden and greyed, as the definitions set them.
-- Used by pages that show shares of people asked; 30 and 100 where nothing is set.
select
    coalesce(try_cast(settings ->> 'hide_below_base' as integer), 30) as hide_below_base,
    coalesce(try_cast(settings ->> 'grey_below_base' as integer), 100) as grey_below_base
from build_info
