-- One row per area x month x type of anti-social behaviour (ASB): incidents, with zeros where the
-- source covers the month whole and recorded none. Used by Crime and ASB.
-- Each area and month has one source: the one that gives the measure asb_incidents its value.
with
used as (
    select area_code, period_start, period_end, source_id, is_sample, status
    from measure_value
    where measure_id = 'asb_incidents' and months = 1
),
amount as (
    select source_id, is_sample, area_code, period_start, item[6:] as asb_type, amount
    from observation
    where starts_with(item, 'asb: ') and item <> 'asb: *'
),
type_of_area as (
    select distinct source_id, area_code, asb_type from amount
)
select
    used.area_code,
    type_of_area.asb_type,
    used.period_start,
    used.period_end,
    coalesce(amount.amount, 0) as value,
    used.source_id,
    used.is_sample,
    used.status,
from used
inner join type_of_area using (source_id, area_code)
left join amount
    on amount.source_id = used.source_id
    and amount.is_sample = used.is_sample
    and amount.area_code = used.area_code
    and amount.period_start = used.period_start
    and amount.asb_type = type_of_area.asb_type
order by used.area_code, type_of_area.asb_type, used.period_start
