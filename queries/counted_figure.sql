-- One row per measure x source x area x period for measures that are counted from rows.
-- Used by measure_value. Covered and nothing recorded is zero; not covered is no row.
with
need as (
    select
        measure_id,
        source_id,
        bool_or(knife is not null) as needs_knife,
        bool_or(victim_under_25 is not null) as needs_under_25,
        bool_or(outcome_group is not null) as needs_outcome,
        bool_or(item = 'casualty: adjusted serious') as needs_adjustment,
        bool_or(part = 'denominator') as has_denominator,
        case
            when bool_or(item like 'casualty:%') then 'casualty'
            when bool_or(item like 'collision:%') then 'collision'
            else ''
        end as coverage_part,
    from measure_item
    where part <> 'both'
    group by all
),
amount as (
    select
        measure_item.measure_id,
        observation.source_id,
        observation.is_sample,
        observation.area_code,
        observation.period_start,
        observation.period_end,
        sum(
            case
                when measure_item.part = 'numerator'
                    then measure_item.sign * observation.amount::decimal(38, 12)
            end
        )::double as numerator,
        sum(
            case
                when measure_item.part = 'denominator'
                    then measure_item.sign * observation.amount::decimal(38, 12)
            end
        )::double as denominator,
    from observation
    inner join measure_item
        on measure_item.source_id = observation.source_id
        and measure_item.item = observation.item
        and (measure_item.knife is null or measure_item.knife = observation.knife)
        and (
            measure_item.victim_under_25 is null
            or measure_item.victim_under_25 = observation.victim_under_25
        )
        and (
            measure_item.outcome_group is null
            or measure_item.outcome_group = observation.outcome_group
        )
    group by all
)
select
    need.measure_id,
    need.source_id,
    coverage.area_code,
    coverage.period_start,
    coverage.period_end,
    coverage.is_sample,
    coalesce(amount.numerator, 0.0) as numerator,
    case when need.has_denominator then coalesce(amount.denominator, 0.0) end as denominator,
    case
        when not need.has_denominator then coalesce(amount.numerator, 0.0) * measure.scale
        when amount.denominator > 0
            then coalesce(amount.numerator, 0.0) / amount.denominator * measure.scale
    end as value,
    'final' as status,
    coverage.file_id,
from need
inner join measure using (measure_id)
inner join coverage
    on coverage.source_id = need.source_id
    and coverage.part = need.coverage_part
    and (coverage.has_knife or not need.needs_knife)
    and (coverage.has_under_25 or not need.needs_under_25)
    and (coverage.has_outcome or not need.needs_outcome)
    and (coverage.has_adjustment or not need.needs_adjustment)
left join amount
    on amount.measure_id = need.measure_id
    and amount.source_id = coverage.source_id
    and amount.is_sample = coverage.is_sample
    and amount.area_code = coverage.area_code
    and amount.period_start = coverage.period_start
    and amount.period_end = coverage.period_end
