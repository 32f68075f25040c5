-- One row per row of the indicator return: measure x area x period, a ready number.
-- Used by the force_returns importer. A percentage may be written as 62.9, 62.9% or, where its
-- numerator and denominator prove it, as 0.629.
with
known_measure as (
    select
        key,
        min(measure_id) as measure_id,
        count(distinct measure_id) as measures,
    from (
        select measure_id, unnest([plain_name(measure_id), plain_name(title)]) as key
        from measure
    )
    group by key
),
placed as (
    select
        raw.* replace (released_of(raw.release_date, raw.about) as release_date),
        start_of(raw.starts) as starts_on,
        end_of(raw.ends) as ends_on,
        known_measure.measure_id,
        known_measure.measures,
        measure.unit,
        measure.scale,
        measure.aggregation,
        measure_source.source_id is not null as is_indicator,
        measure.source_preference[1] as usual_source,
        known_area.area_code,
        known_area.areas,
        known_area.force_code,
        known_area.is_district,
        coalesce(
            mark_of(raw.value), mark_of(raw.numerator), mark_of(raw.denominator), mark_of(raw.status),
            case plain_name(raw.status)
                when 'final' then 'f'
                when 'provisional' then 'p'
                when 'suppressed' then 'c'
            end
        ) as mark,
        number_of(without_mark(raw.numerator)) as part_amount,
        number_of(without_mark(raw.denominator)) as whole_amount,
        percent_of(raw.value) as written,
        measure.scale * number_of(without_mark(raw.numerator))
            / nullif(number_of(without_mark(raw.denominator)), 0) as exact,
    from raw
    left join known_measure on known_measure.key = plain_name(raw.measure)
    left join measure using (measure_id)
    left join measure_source
        on measure_source.measure_id = known_measure.measure_id
        and measure_source.source_id = 'force_indicator'
    left join known_area() as known_area on known_area.key = plain_name(raw.area)
),
already as (
    select distinct file_id, measure_id, area_code, period_start, period_end
    from indicator
),
compared as (
    select
        placed.*,
        placed.unit = '%' as is_percentage,
        case
            when placed.unit = '%' then percent_times(placed.value, placed.exact, false)
            else 1
        end as times,
        placed.unit = '%' and not ends_with(trim(placed.value), '%') and placed.exact is null
            and placed.written > 0
            and max(placed.written) over (partition by placed.number, placed.measure_id) <= 1
            as is_doubtful,
        row_number() over (one_figure order by placed.record) as nth,
        min(placed.row_text) over one_figure as lowest,
        max(placed.row_text) over one_figure as highest,
        already.file_id is not null as given_before,
    from placed
    left join already
        on already.file_id = placed.file_id
        and already.measure_id = placed.measure_id
        and already.area_code = placed.area_code
        and already.period_start = placed.starts_on
        and already.period_end = placed.ends_on
    window one_figure as (
        partition by
            placed.number, placed.measure_id, placed.area_code, placed.starts_on, placed.ends_on
    )
),
judged as (
    select
        *,
        concat_ws('; ',
            case
                when measure is null then 'Measure is empty: write its title or its id'
                when measure_id is null
                    then said('Measure', measure) || ' is not a known measure: the template lists them'
                when measures > 1
                    then said('Measure', measure) || ' is the title of two measures: give the id'
                when not is_indicator
                    then said('Measure', measure) || ' does not come by this return'
                        || coalesce(': it is worked out from ' || usual_source, '')
            end,
            area_fault(area, area_code, areas),
            nullif(period_fault(starts, ends, starts_on, ends_on, (select as_at from setting)), ''),
            case
                when status is not null and mark is null
                    then said('Status', status) || ' is not one of final, provisional and suppressed'
            end,
            mark_fault('Value', nullif(mark, 'f')),
            amount_fault('Numerator', numerator),
            amount_fault('Denominator', denominator),
            case
                when without_mark(value) is not null and written is null
                    then said('Value', value) || ' is not a number: write it in digits, such as 62.9'
                when written < 0 and aggregation <> 'latest'
                    then said('Value', value) || ' is negative: expected 0 or more'
                when is_percentage and times * written > 100
                    then said('Value', value) || ' is more than 100: this measure is a percentage'
                when ends_with(trim(value), '%') and not is_percentage
                    then said('Value', value) || ' is a percentage: this measure is in ' || unit
            end,
            case
                when is_doubtful
                    then said('Value', value) || ' may be a fraction or a percentage under 1: write '
                        || '62.9% with its sign, or give Numerator and Denominator'
            end,
            case
                when is_percentage and part_amount > whole_amount
                    then said('Numerator', numerator) || ' is more than '
                        || said('Denominator', denominator)
            end,
            case
                when whole_amount = 0
                    then said('Denominator', denominator)
                        || ' leaves nothing to divide by: leave the row out'
            end,
            case
                when aggregation in ('ratio', 'mean') and exact is not null
                    and abs(times * written - exact) > greatest(0.6, abs(exact) * 0.01)
                    then said('Value', value) || ' does not agree with Numerator and Denominator, '
                        || 'which give ' || round(exact, 2)::varchar
            end,
            case
                when aggregation = 'sum' and part_amount <> written
                    then said('Value', value) || ' is not the same as ' || said('Numerator', numerator)
                        || ': for a count give one of them'
            end,
            case
                when coalesce(mark, '') not in ('c', 'x', 'z') and value is null and exact is null
                    and (aggregation <> 'sum' or numerator is null)
                    and whole_amount is distinct from 0
                    then 'Value is empty: give it, or Numerator and Denominator, or [c]'
            end,
            case
                when mark = 'c' and coalesce(written, part_amount) is not null
                    then 'Value is marked suppressed [c], yet a figure is given: take it out'
            end,
            release_fault(release_date)
        ) as faults,
        note_fault([measure, area, starts, ends, numerator, denominator, value, status]) as note,
    from compared
)
select
    file_id,
    number,
    record,
    row_text,
    coalesce(
        note,
        nullif(faults, ''),
        repeat_fault('This measure, area and period', nth, lowest, highest, given_before)
    ) as reason,
    nullif(concat_ws('; ',
        period_warning(starts_on, ends_on),
        case when mark = 'b' then 'Value is marked as a break in the series [b]' end
    ), '') as warning,
    measure_id || '|' || area_code as part,
    force_code,
    starts_on as period_start,
    ends_on as period_end,
    case when is_district then area_code end as district,
    day_of(release_date) as release_date,
    measure_id,
    area_code,
    case
        when mark = 'c' then null
        when aggregation = 'sum' then coalesce(part_amount, written)
        when is_percentage then coalesce(part_amount, times * written * whole_amount / 100)
        else coalesce(part_amount, written * whole_amount / scale)
    end as numerator,
    case when mark is distinct from 'c' then whole_amount end as denominator,
    case
        when mark = 'c' then null
        when aggregation = 'sum' then coalesce(part_amount, written)
        else coalesce(exact, times * written)
    end as value,
    status_of(mark) as status,
from judged
