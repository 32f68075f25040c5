-- One row per row of the victim satisfaction return: period x area x victim group.
-- Used by the force_returns importer. Percentages may be written as 82.5, 82.5% or 0.825: the
-- counts of the row settle which, else a column without a value above 1 holds fractions.
with
placed as (
    select
        raw.* replace (released_of(raw.release_date, raw.about) as release_date),
        start_of(raw.starts) as starts_on,
        end_of(raw.ends) as ends_on,
        known_force.force_code,
        known_area.area_code,
        known_area.areas,
        known_area.force_code as area_force_code,
        known_area.is_district,
        known_group.victim_group as listed_group,
        coalesce(mark_of(raw.satisfied), mark_of(raw.surveyed), mark_of(raw.percent)) as mark,
        number_of(without_mark(raw.satisfied)) as satisfied_count,
        number_of(without_mark(raw.surveyed)) as surveyed_count,
        100 * number_of(without_mark(raw.satisfied))
            / nullif(number_of(without_mark(raw.surveyed)), 0) as exact,
    from raw
    left join known_force() as known_force on known_force.key = plain_name(raw.force)
    left join known_area() as known_area on known_area.key = plain_name(raw.area)
    left join (
        select distinct
            plain_name(item[15:]) as key,
            item[15:] as victim_group,
        from measure_item
        where source_id = 'force_satisfaction' and starts_with(item, 'satisfaction: ')
    ) as known_group on known_group.key = plain_name(raw.victim_group)
),
already as (
    select distinct file_id, area_code, victim_group, period_start, period_end
    from victim_satisfaction
),
compared as (
    select
        placed.*,
        coalesce(placed.listed_group, placed.victim_group) as group_name,
        percent_times(
            placed.percent,
            placed.exact,
            max(percent_of(placed.percent)) over (partition by placed.number) <= 1
        ) as times,
        row_number() over (one_figure order by placed.record) as nth,
        min(placed.row_text) over one_figure as lowest,
        max(placed.row_text) over one_figure as highest,
        already.file_id is not null as given_before,
    from placed
    left join already
        on already.file_id = placed.file_id
        and already.area_code = placed.area_code
        and already.victim_group = coalesce(placed.listed_group, placed.victim_group)
        and already.period_start = placed.starts_on
        and already.period_end = placed.ends_on
    window one_figure as (
        partition by
            placed.number, placed.area_code, plain_name(placed.victim_group), placed.starts_on,
            placed.ends_on
    )
),
judged as (
    select
        *,
        times * percent_of(percent) as printed,
        concat_ws('; ',
            force_fault(force, force_code),
            nullif(period_fault(starts, ends, starts_on, ends_on, (select as_at from setting)), ''),
            area_fault(area, area_code, areas),
            case
                when area_force_code <> force_code
                    then said('Area', area) || ' is not in the area of the force named'
            end,
            case
                when victim_group is null
                    then 'Victim group is empty: write the group, or All victims'
                when listed_group is null and plain_name(victim_group) like '%total%'
                    then said('Victim group', victim_group)
                        || ' is a totals row: write All victims where all were asked'
            end,
            mark_fault('Percent', mark),
            case
                when without_mark(satisfied) is not null
                    then count_fault('Satisfied', without_mark(satisfied))
            end,
            case
                when without_mark(surveyed) is not null
                    then count_fault('Surveyed', without_mark(surveyed))
            end,
            case
                when satisfied_count > surveyed_count
                    then said('Satisfied', satisfied) || ' is more than '
                        || said('Surveyed', surveyed)
            end,
            case
                when surveyed_count = 0
                    then said('Surveyed', surveyed)
                        || ' means that nobody was asked, so there is no percentage: leave the row out'
            end,
            percent_fault('Percent', percent, times * percent_of(percent)),
            case
                when exact <= 100 and abs(times * percent_of(percent) - exact) > 0.6
                    then said('Percent', percent) || ' does not agree with Satisfied and Surveyed, '
                        || 'which give ' || round(exact, 1)::varchar
            end,
            case
                when mark is null and exact is null and percent is null
                    and surveyed_count is distinct from 0
                    then 'Percent is empty, and so is Satisfied or Surveyed: give the two counts'
            end,
            case
                when mark = 'c' and (percent_of(percent) is not null or satisfied_count is not null)
                    then 'Percent is marked suppressed [c], yet a figure is given: take it out'
            end,
            release_fault(release_date)
        ) as faults,
        note_fault([force, starts, ends, area, victim_group, satisfied, surveyed, percent]) as note,
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
        repeat_fault('This area, victim group and period', nth, lowest, highest, given_before)
    ) as reason,
    nullif(concat_ws('; ',
        period_warning(starts_on, ends_on),
        case
            when listed_group is null
                then said('Victim group', victim_group) || ' is one that no measure uses'
        end,
        case
            when times = 100 then 'Percent was written as a fraction: 0.825 was read as 82.5'
        end
    ), '') as warning,
    group_name || '|' || area_code as part,
    force_code,
    starts_on as period_start,
    ends_on as period_end,
    case when is_district then area_code end as district,
    day_of(release_date) as release_date,
    area_code,
    group_name as victim_group,
    coalesce(satisfied_count, printed * surveyed_count / 100) as satisfied,
    surveyed_count as surveyed,
    coalesce(exact, printed) as percent,
    status_of(mark) as status,
from judged
