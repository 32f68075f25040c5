-- One row per plan x measure x area x month-end, with both comparisons and what to make of them.
-- Used by Overview, Measure and every briefing. A comparison needs both sides whole, from one and
-- the same source, both sample or both real; otherwise its changes are null and `caveat` says why.
-- Chance: exact conditional 95% interval of the rate ratio for counts (rate_ratio_lower and _upper
-- are given by pcp_data.statistics), Newcombe's interval (Wilson's, squared and added) for shares.
-- Both need two samples that are independent: of periods that share months nothing is judged.
-- Nor of a period that came before its baseline: it cannot show what has changed since.
-- `finding` is what may be said of the change whatever the Plan aims at: higher, lower, no clear
-- change, or why it may not be called a change. pcp_data.comparisons finds the same by these rules.
with
z as (
    select 1.959963984540054 as z95
),
-- A component has its parent's place, aim and baseline in the same plan.
place as (
    select * from plan_measure
),
side as (
    select
        place.plan_id,
        place.priority_id,
        place.measure_id,
        place.aim,
        place.baseline_start,
        place.baseline_end,
        measure.aggregation,
        measure.scale,
        measure.better,
        measure.decimals,
        measure.minimum_base,
        measure.unit = '%' as is_percentage,
        now.area_code,
        now.period_start,
        now.period_end,
        now.value,
        now.numerator,
        now.denominator,
        now.source_id,
        now.is_sample,
        now.status,
        now.missing_because,
        previous.value as previous_found,
        previous.numerator as previous_numerator,
        previous.denominator as previous_denominator,
        previous.source_id as previous_source_id,
        previous.is_sample as previous_is_sample,
        previous.missing_because as previous_missing,
        previous.period_start as previous_start,
        previous.period_end as previous_end,
        baseline.value as baseline_found,
        baseline.numerator as baseline_numerator,
        baseline.denominator as baseline_denominator,
        baseline.source_id as baseline_found_source_id,
        baseline.is_sample as baseline_is_sample,
        baseline.missing_because as baseline_missing,
    from place
    inner join measure using (measure_id)
    inner join twelve_months as now using (measure_id)
    left join twelve_months as previous
        on previous.measure_id = now.measure_id
        and previous.area_code = now.area_code
        and previous.period_end = last_day((now.period_end - interval 1 year)::date)
    left join twelve_months as baseline
        on baseline.measure_id = now.measure_id
        and baseline.area_code = now.area_code
        and baseline.period_end = place.baseline_end
        and baseline.period_start = place.baseline_start
),
likeness as (
    select
        *,
        value is not null
            and previous_found is not null
            and previous_source_id = source_id
            and previous_is_sample = is_sample as has_previous,
        value is not null
            and baseline_found is not null
            and baseline_found_source_id = source_id
            and baseline_is_sample = is_sample as has_baseline,
    from side
),
change as (
    select
        likeness.*,
        case
            when has_baseline
                then breaks_between(breaks, baseline_start, baseline_end, period_start, period_end)
        end as baseline_break,
        case
            when has_previous
                then breaks_between(breaks, previous_start, previous_end, period_start, period_end)
        end as previous_break,
        case when has_previous then previous_found end as previous_value,
        case when has_baseline then baseline_found end as baseline_value,
        value - previous_value as raw_change_on_previous,
        value - baseline_value as raw_change_on_baseline,
    from likeness
    left join measure_break using (measure_id, area_code)
),
-- The side that is judged: the plan's baseline, or the previous 12 months where there is none.
judged as (
    select
        *,
        case when has_baseline then 'baseline' when has_previous then 'previous' end as judged_on,
        case when has_baseline then raw_change_on_baseline else raw_change_on_previous end as moved,
        case
            when has_baseline then baseline_numerator
            when has_previous then previous_numerator
        end as then_numerator,
        case
            when has_baseline then baseline_denominator
            when has_previous then previous_denominator
        end as then_denominator,
        case when has_baseline then baseline_break else previous_break end as series_break,
        -- The 12 months before never share a month with these; a baseline may.
        coalesce(
            judged_on = 'baseline' and baseline_start <= period_end and baseline_end >= period_start, false
        ) as is_overlap,
        coalesce(judged_on = 'baseline' and period_end < baseline_start, false) as is_earlier,
    from change
),
wilson as (
    select
        judged.*,
        case
            when is_overlap or is_earlier then null
            -- Corrections can leave a count below nothing, of which no ratio can be made.
            when aggregation = 'sum' and numerator >= 0 and then_numerator >= 0 then 'count'
            when
                is_percentage
                and numerator between 0 and denominator
                and then_numerator between 0 and then_denominator
                and denominator > 0
                and then_denominator > 0
                then 'share'
        end as test,
        numerator / nullif(denominator, 0) as p1,
        then_numerator / nullif(then_denominator, 0) as p2,
        (p1 + z95 * z95 / (2 * denominator)) / (1 + z95 * z95 / denominator) as centre1,
        (p2 + z95 * z95 / (2 * then_denominator)) / (1 + z95 * z95 / then_denominator) as centre2,
        z95 / (1 + z95 * z95 / denominator)
            * sqrt(greatest(p1 * (1 - p1) / denominator + z95 * z95 / (4 * denominator * denominator), 0))
            as half1,
        z95 / (1 + z95 * z95 / then_denominator)
            * sqrt(greatest(p2 * (1 - p2) / then_denominator
                + z95 * z95 / (4 * then_denominator * then_denominator), 0)) as half2,
    from judged
    cross join z
),
limits as (
    select
        *,
        case
            when test = 'count' then 100 * (rate_ratio_lower(numerator, then_numerator) - 1)
            when test = 'share'
                then scale * ((p1 - p2) - sqrt(
                    (p1 - (centre1 - half1)) * (p1 - (centre1 - half1))
                    + ((centre2 + half2) - p2) * ((centre2 + half2) - p2)
                ))
        end as lower_limit,
        case
            when test = 'count' then 100 * (rate_ratio_upper(numerator, then_numerator) - 1)
            when test = 'share'
                then scale * ((p1 - p2) + sqrt(
                    ((centre1 + half1) - p1) * ((centre1 + half1) - p1)
                    + (p2 - (centre2 - half2)) * (p2 - (centre2 - half2))
                ))
        end as upper_limit,
        -- A lone event is no base for a judgement; a share needs as many answers as its measure says.
        case
            when test = 'count' then numerator + then_numerator < greatest(minimum_base, 10)
            when test = 'share' then least(denominator, then_denominator) < minimum_base
            else false
        end as is_small,
    from wilson
),
found as (
    select
        *,
        case
            when judged_on is null then null
            when series_break is not null then 'recording changed'
            when is_earlier then 'came before'
            when is_overlap then 'shared months'
            when test is null then 'no counts'
            when is_small then 'too few'
            when lower_limit > 0 then 'higher'
            when upper_limit < 0 then 'lower'
            else 'no clear change'
        end as finding,
    from limits
),
judgement as (
    select
        *,
        case
            when aim = 'monitor' then 'not judged'
            when finding = 'no clear change' then finding
            when finding is null or finding not in ('higher', 'lower') then 'not judged'
            when aim = 'maintain' and better = 'neutral' then 'not judged'
            when (finding = 'higher') = (aim = 'increase' or (aim = 'maintain' and better = 'higher'))
                then 'better'
            else 'worse'
        end as verdict,
        case
            when value is null then coalesce('No 12-month figure. ' || missing_because, 'No 12-month figure.')
            when judged_on is null and baseline_end is null
                then 'Nothing to compare with: this plan prints no baseline and the 12 months before are not whole.'
            when judged_on is null then 'Nothing to compare with: neither the baseline nor the 12 months before is whole and from the same source.'
            when finding = 'recording changed' then series_break
            when aim = 'monitor' then null
            when finding = 'came before'
                then 'It came before what it is compared with, so it cannot show what has changed since.'
            when finding = 'shared months'
                then 'It shares months with what it is compared with, so a real change cannot be told from chance.'
            when finding = 'no counts'
                then 'It comes without counts, so a real change cannot be told from chance.'
            when finding = 'too few' then 'Too few to judge.'
        end as not_judged_because,
    from found
)
select
    plan_id,
    priority_id,
    measure_id,
    area_code,
    period_start,
    period_end,
    value,
    numerator,
    denominator,
    previous_value,
    baseline_value,
    baseline_start,
    baseline_end,
    case when not is_percentage then raw_change_on_previous end as change_on_previous,
    case when not is_percentage then raw_change_on_baseline end as change_on_baseline,
    case when not is_percentage then 100 * raw_change_on_previous / nullif(previous_value, 0) end
        as percent_change_on_previous,
    case when not is_percentage then 100 * raw_change_on_baseline / nullif(baseline_value, 0) end
        as percent_change_on_baseline,
    case when is_percentage then raw_change_on_previous end as point_change_on_previous,
    case when is_percentage then raw_change_on_baseline end as point_change_on_baseline,
    source_id,
    case when has_baseline then baseline_found_source_id end as baseline_source_id,
    is_sample,
    status,
    judged_on,
    lower_limit,
    upper_limit,
    case
        when moved is null then null
        when abs(moved) < 1e-9 then 'level'
        when moved > 0 then 'up'
        else 'down'
    end as direction,
    finding,
    verdict,
    nullif(concat_ws(
        ' ',
        not_judged_because,
        case
            when value is not null and baseline_end is null and judged_on = 'previous'
                then 'This plan prints no baseline: judged on the 12 months before.'
            when value is not null and not has_baseline and judged_on = 'previous'
                then 'No like baseline figure ('
                    || case
                        when baseline_found is null then coalesce(baseline_missing, 'no data for it')
                        when baseline_is_sample <> is_sample then 'it would mix made-up and real figures'
                        else 'it comes from another source'
                    end || '): judged on the 12 months before.'
        end,
        case
            when value is not null and not has_previous and previous_found is not null
                then 'The 12 months before come from another source or mix made-up and real figures.'
        end,
        case
            when judged_on = 'baseline' and previous_break is distinct from baseline_break
                then 'On the 12 months before: ' || previous_break
        end,
        case when status = 'provisional' then 'Provisional: recent months may still change.' end
    ), '') as caveat,
    baseline_break,
    previous_break,
from judgement
order by plan_id, priority_id, measure_id, area_code, period_end
