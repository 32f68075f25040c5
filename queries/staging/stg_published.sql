-- One row per figure printed in a public paper.
-- Used by the published importer. A paper may speak of areas and of coming years that we do not
-- know: those are kept as printed.
with
known_measure as (
    select plain_name(measure_id) as key, min(measure_id) as measure_id
    from measure
    group by all
),
placed as (
    select
        raw.* replace (released_of(raw.release_date, raw.about) as release_date),
        start_of(raw.starts) as starts_on,
        end_of(raw.ends) as ends_on,
        start_of(raw.compare_starts) as compare_starts_on,
        end_of(raw.compare_ends) as compare_ends_on,
        known_measure.measure_id,
        known_area.area_code,
        known_area.force_code,
        percent_of(raw.value) as printed,
        replace(lower(raw.statistic), ' ', '_') as kind,
        replace(lower(raw.qualifier), ' ', '_') as how,
        coalesce(
            try_cast(number_of(raw.decimals) as integer),
            length(regexp_extract(regexp_replace(raw.value, '\s*%$', ''), '\.(\d+)$', 1))
        ) as places,
    from raw
    left join known_measure on known_measure.key = plain_name(raw.measure)
    left join known_area() as known_area on known_area.key = plain_name(raw.area)
),
already as (
    select distinct file_id, figure_id
    from published_figure
),
compared as (
    select
        placed.*,
        row_number() over (one_figure order by placed.record) as nth,
        min(placed.row_text) over one_figure as lowest,
        max(placed.row_text) over one_figure as highest,
        already.file_id is not null as given_before,
    from placed
    left join already on already.file_id = placed.file_id and already.figure_id = placed.figure
    window one_figure as (partition by placed.number, placed.figure)
),
judged as (
    select
        *,
        concat_ws('; ',
            case
                when figure is null
                    then 'Figure is empty: write a number of its own, such as NC-001'
            end,
            case when topic is null then 'Topic is empty: write the subject' end,
            case when title is null then 'Title is empty: write what the figure counts' end,
            case when area is null then 'Area is empty: write it as printed, or Not stated' end,
            day_fault('Start', starts, starts_on),
            day_fault('End', ends, ends_on),
            case when ends_on < starts_on then said('End', ends) || ' is before the start' end,
            case
                when (compare_starts is null) <> (compare_ends is null)
                    then 'Compare start and Compare end go together: give both or neither'
            end,
            case
                when compare_starts is not null
                    then day_fault('Compare start', compare_starts, compare_starts_on)
            end,
            case
                when compare_ends is not null
                    then day_fault('Compare end', compare_ends, compare_ends_on)
            end,
            case
                when compare_ends_on < compare_starts_on
                    then said('Compare end', compare_ends) || ' is before the start'
            end,
            case
                when value is null then 'Value is empty: write the figure as printed'
                when printed is null
                    then said('Value', value) || ' is not a number: write it in digits, such as 32.6'
            end,
            case
                when decimals is not null
                    and coalesce(number_of(decimals) not in (0, 1, 2, 3, 4, 5, 6), true)
                    then said('Decimals', decimals) || ' is not a whole number from 0 to 6'
            end,
            case when unit is null then 'Unit is empty: write count, percent or another' end,
            case
                when statistic is null then 'Statistic is empty: write value, or what else it is'
                when kind not in (
                    'value', 'change', 'percent_change', 'point_change', 'share', 'rank'
                )
                    then said('Statistic', statistic) || ' is not one of value, change, '
                        || 'percent_change, point_change, share and rank'
            end,
            case when document is null then 'Document is empty: name the paper it is printed in' end,
            release_fault(release_date)
        ) as faults,
        note_fault([
            figure, topic, title, breakdown, measure, area, starts, ends, value, unit, statistic,
            document, section, note
        ]) as lone,
    from compared
)
select
    file_id,
    number,
    record,
    row_text,
    coalesce(
        lone,
        nullif(faults, ''),
        repeat_fault('Figure ' || figure, nth, lowest, highest, given_before)
    ) as reason,
    case
        when measure is not null and measure_id is null
            then said('Measure', measure) || ' is not a measure known here: kept without it'
    end as warning,
    figure as part,
    coalesce(force_code, '*') as force_code,
    starts_on as period_start,
    ends_on as period_end,
    null::varchar as district,
    day_of(release_date) as release_date,
    figure as figure_id,
    measure_id,
    area_code,
    area as area_name,
    topic,
    title,
    breakdown,
    period as period_label,
    compare_starts_on as compare_start,
    compare_ends_on as compare_end,
    printed as value,
    coalesce(places, 0) as decimals,
    unit,
    kind as statistic,
    coalesce(how, 'exact') as qualifier,
    document,
    coalesce(section, 'not given') as section,
    note,
from judged
