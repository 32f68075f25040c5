-- One row per unit (casualty, collision) x month-end at which every area asked for has twelve whole
-- months: the areas added up. Used by Roads; the last casualty row is the period the page shows.
select
    unit,
    period_start,
    period_end,
    sum(fatal)::bigint as fatal,
    sum(serious)::bigint as serious,
    sum(slight)::bigint as slight,
    sum(total)::bigint as total,
    sum(killed_or_serious)::bigint as killed_or_serious,
    case when count(adjusted_serious) = count(*) then sum(adjusted_serious) end
        as adjusted_serious,
    case when count(adjusted_slight) = count(*) then sum(adjusted_slight) end
        as adjusted_slight,
    case when count(adjusted_killed_or_serious) = count(*) then sum(adjusted_killed_or_serious) end
        as adjusted_killed_or_serious,
    bool_or(is_sample) as is_sample
from road_twelve_months
where area_code in $areas and period_end <= $period_end
group by unit, period_start, period_end
having count(*) = len($areas)
order by unit, period_end
