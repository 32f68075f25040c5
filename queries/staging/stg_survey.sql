-- One row per row of a table of survey results: wave x area x question x answer.
-- Used by the surveys importer. Percentages may be written as 82.5, 82.5% or 0.825: counts settle
-- which, or the answers to one question that add up to 1; a column that stays open is refused.
-- Weighted percentages differ a little from respondents / base, which is no fault.
with
placed as (
    select
        raw.* replace (
            released_of(raw.release_date, raw.about) as release_date,
            regexp_replace(raw.survey_title, '\s+', ' ', 'g') as survey_title,
            regexp_replace(raw.question, '\s+', ' ', 'g') as question,
            regexp_replace(raw.answer, '\s+', ' ', 'g') as answer
        ),
        start_of(raw.starts) as starts_on,
        end_of(raw.ends) as ends_on,
        trim(regexp_replace(lower(raw.survey_id), '[^a-z0-9]+', '_', 'g'), '_') as survey_key,
        known_area.area_code,
        known_area.areas,
        known_area.force_code,
        known_area.is_district,
        coalesce(mark_of(raw.percent), mark_of(raw.respondents), mark_of(raw.base)) as mark,
        number_of(without_mark(raw.respondents)) as answered,
        number_of(without_mark(raw.base)) as asked,
        percent_of(raw.percent) as written,
        100 * number_of(without_mark(raw.respondents))
            / nullif(number_of(without_mark(raw.base)), 0) as exact,
    from raw
    left join known_area() as known_area on known_area.key = plain_name(raw.area)
),
listed as (
    select
        placed.*,
        known_item.item,
        coalesce(string_split(known_item.item, ' | ')[2], placed.question) as question_name,
        coalesce(string_split(known_item.item, ' | ')[3], placed.answer) as answer_name,
    from placed
    left join (
        select plain_name(item) as key, min(item) as item
        from measure_item
        where source_id = 'survey' and starts_with(item, 'survey: ')
        group by all
    ) as known_item
        on known_item.key = plain_name(
            'survey' || placed.survey_key || placed.question || placed.answer
        )
),
already as (
    select distinct file_id, survey_id, area_code, question, answer, period_start, period_end
    from survey_result
),
summed as (
    select
        listed.*,
        max(listed.written) over (partition by listed.number) <= 1
            and not bool_or(ends_with(listed.percent, '%')) over (partition by listed.number)
            as none_above_one,
        sum(listed.written) over (
            partition by
                listed.number, listed.survey_key, listed.area_code, listed.question_name,
                listed.starts_on, listed.ends_on
        ) as all_answers,
        row_number() over (one_figure order by listed.record) as nth,
        min(listed.row_text) over one_figure as lowest,
        max(listed.row_text) over one_figure as highest,
        already.file_id is not null as given_before,
    from listed
    left join already
        on already.file_id = listed.file_id
        and already.survey_id = listed.survey_key
        and already.area_code = listed.area_code
        and already.question = listed.question_name
        and already.answer = listed.answer_name
        and already.period_start = listed.starts_on
        and already.period_end = listed.ends_on
    window one_figure as (
        partition by
            listed.number, listed.survey_key, listed.area_code, plain_name(listed.question_name),
            plain_name(listed.answer_name), listed.starts_on, listed.ends_on
    )
),
compared as (
    select
        *,
        none_above_one
            and (
                bool_or(all_answers between 0.98 and 1.02) over (partition by number)
                or coalesce(bool_or(abs(100 * written - exact) < 2 and exact > 2)
                    over (partition by number), false)
            ) as is_fractions,
    from summed
),
judged as (
    select
        *,
        percent_times(percent, exact, is_fractions) as times,
        percent_times(percent, exact, is_fractions) * written as printed,
        concat_ws('; ',
            case
                when survey_id is null
                    then 'Survey ID is empty: write a short name such as your_views'
            end,
            case
                when survey_title is null then 'Survey is empty: write the name of the survey'
            end,
            nullif(period_fault(starts, ends, starts_on, ends_on, (select as_at from setting)), ''),
            area_fault(area, area_code, areas),
            case when question is null then 'Question is empty: write the question as it was asked' end,
            case
                when answer is null then 'Answer is empty: write the answer as it was offered'
                when plain_name(answer) in ('total', 'totals', 'grandtotal', 'allanswers')
                    then said('Answer', answer) || ' is a totals row: give the base in its own column'
            end,
            mark_fault('Percent', mark),
            amount_fault('Respondents', respondents),
            amount_fault('Base', base),
            case
                when answered > asked
                    then said('Respondents', respondents) || ' is more than ' || said('Base', base)
            end,
            case
                when asked = 0
                    then said('Base', base) || ' means that nobody was asked: leave the row out'
            end,
            percent_fault('Percent', percent, percent_times(percent, exact, is_fractions) * written),
            case
                when exact <= 100
                    and abs(percent_times(percent, exact, is_fractions) * written - exact) > 15
                    then said('Percent', percent) || ' does not agree with Respondents and Base, '
                        || 'which give ' || round(exact, 1)::varchar
            end,
            case
                when none_above_one and not is_fractions and exact is null and written > 0
                    then said('Percent', percent) || ' may be a fraction or a percentage under 1: '
                        || 'write 82.5% with its sign'
            end,
            case
                when mark is null and exact is null and percent is null and asked is distinct from 0
                    then 'Percent is empty, and so is Respondents or Base: give one or the other'
            end,
            case
                when mark = 'c' and coalesce(written, answered) is not null
                    then 'Percent is marked suppressed [c], yet a figure is given: take it out'
            end,
            release_fault(release_date)
        ) as faults,
        note_fault([
            survey_id, survey_title, starts, ends, area, question, answer, respondents, base, percent
        ]) as note,
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
        repeat_fault(
            'This survey, area, question, answer and period', nth, lowest, highest, given_before
        )
    ) as reason,
    nullif(concat_ws('; ',
        period_warning(starts_on, ends_on),
        case when times = 100 then 'Percent was written as a fraction: 0.825 was read as 82.5' end,
        case
            when abs(printed - exact) > 0.6
                then 'Percent is not Respondents / Base: it is taken as weighted'
        end,
        case when asked is null and mark is distinct from 'c' then 'Base is not given' end
    ), '') as warning,
    survey_key || '|' || question_name || '|' || area_code as part,
    force_code,
    starts_on as period_start,
    ends_on as period_end,
    case when is_district then area_code end as district,
    day_of(release_date) as release_date,
    survey_key as survey_id,
    survey_title,
    area_code,
    question_name as question,
    answer_name as answer,
    case when mark is distinct from 'c' then answered end as respondents,
    case when mark is distinct from 'c' then asked end as base,
    case when mark is distinct from 'c' then coalesce(printed, exact) end as percent,
    status_of(mark) as status,
from judged
