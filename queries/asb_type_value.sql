-- One row per area x month x type of anti-social behaviour (ASB): incidents, with zeros where the
-- source covers the month whole and recorded none. `twelve_month_value` is the sum of the 12 months to
-- its end, null unless all are there and from one source. Used by Crime and ASB.
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
),
monthly as (
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
),
windowed as (
    select
        *,
        sum(value) over twelve as window_sum,
        count(*) over twelve = 12
            and min(period_start) over twelve = date_trunc('month', period_end) - interval 11 month
            and min(source_id) over twelve = max(source_id) over twelve
            and min(is_sample) over twelve = max(is_sample) over twelve as is_whole,
    from monthly
    window twelve as (
        partition by area_code, asb_type
        order by period_end
        rows between 11 preceding and current row
    )
)
select
    area_code,
    asb_type,
    period_start,
    period_end,
    value,
    case when is_whole then window_sum end as twelve_month_value,
    source_id,
    is_sample,
    status,
from windowed
order by area_code, asb_type, period_start
