-- One row per type of anti-social behaviour x month-end: incidents over the 12 months to it, for
-- the areas asked for together. Used by Crime and ASB.
-- Only where every area has whole 12 months, all from one source and of one kind, and those of the
-- latest: what is set beside it is like it.
select
    asb_type_value.asb_type,
    (date_trunc('month', asb_type_value.period_end) - interval 11 month)::date as period_start,
    asb_type_value.period_end,
    sum(asb_type_value.twelve_month_value) as value,
    min(asb_type_value.status) as status,
    min(source.title) as source_title,
from asb_type_value
left join source using (source_id)
where asb_type_value.area_code in $areas
    and asb_type_value.period_end <= $period_end
    and asb_type_value.twelve_month_value is not null
group by asb_type_value.asb_type, asb_type_value.period_end
having count(*) = len($areas)
    and min(asb_type_value.source_id) = max(asb_type_value.source_id)
    and min(asb_type_value.is_sample) = max(asb_type_value.is_sample)
qualify (min(asb_type_value.source_id), min(asb_type_value.is_sample))
    = last((min(asb_type_value.source_id), min(asb_type_value.is_sample))) over (
        partition by asb_type_value.asb_type
        order by asb_type_value.period_end
        rows between unbounded preceding and unbounded following
    )
order by asb_type_value.asb_type, asb_type_value.period_end
