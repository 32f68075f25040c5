-- One row per period (12 months shown, 12 months before) x mode x age group x sex: people hurt.
-- Used by Roads to break casualties down. Areas are added up.
select
    case
        when month > last_day($period_end::date - interval 12 month) then 'shown'
        else 'before'
    end as period,
    mode,
    age_group,
    sex,
    sum(killed)::bigint as killed,
    sum(serious)::bigint as serious,
    sum(slight)::bigint as slight,
    sum(adjusted_serious) as adjusted_serious
from road_casualty_month
where area_code in $areas
    and month <= $period_end
    and month > last_day($period_end::date - interval 24 month)
group by all
order by all
