-- One row per measure x area x period: one series without overlaps, at the finest period there is.
-- Used by every page. Where several sources or releases could give a period, real comes before
-- sample, whole months before odd days, then the shorter period, then the measure's stated order of
-- preference; one that overlaps a better one is left out. `months` is null for odd days. Among equal periods that overlap each other (rolling figures that
-- arrive ready) the first stands and the next is the first that begins after its end.
with recursive
figure as (
    select * from counted_figure
    union all by name
    select * from ready_figure
),
measured as (
    select
        *,
        case
            when day(period_start) = 1 and period_end = last_day(period_end)
                then datediff('month', period_start, period_end + 1)
        end as months,
    from figure
),
candidate as (
    select
        figure.*,
        row_number() over (
            partition by
                figure.measure_id, figure.area_code, figure.period_start, figure.period_end
            order by figure.is_sample, measure_source.preference, figure.file_id desc
        ) as place,
        figure.is_sample::integer * 10000000
            + coalesce(figure.months * 1000, 1000000)
            + measure_source.preference as rank,
    from measured as figure
    inner join measure_source using (measure_id, source_id)
),
best_of_period as (
    select * from candidate where place = 1
),
-- A series is alone where nothing overlaps it: true of all that is counted month by month.
reach as (
    select
        *,
        max(period_end) over (
            partition by measure_id, area_code
            order by period_start, period_end
            rows between unbounded preceding and 1 preceding
        ) as reached,
    from best_of_period
),
crowded as (
    select distinct
        measure_id,
        area_code,
    from reach
    where period_start <= reached
),
contested as (
    select best_of_period.* from best_of_period inner join crowded using (measure_id, area_code)
),
not_outranked as (
    select contested.*
    from contested
    where not exists (
        select 1
        from contested as better
        where
            better.measure_id = contested.measure_id
            and better.area_code = contested.area_code
            and better.rank < contested.rank
            and better.period_start <= contested.period_end
            and better.period_end >= contested.period_start
    )
),
chain as (
    select
        measure_id,
        area_code,
        min(period_start) as period_start,
    from not_outranked
    group by all
    union all
    select
        chain.measure_id,
        chain.area_code,
        (
            select min(later.period_start)
            from not_outranked as later
            where
                later.measure_id = chain.measure_id
                and later.area_code = chain.area_code
                and later.period_start > (
                    select min(this.period_end)
                    from not_outranked as this
                    where
                        this.measure_id = chain.measure_id
                        and this.area_code = chain.area_code
                        and this.period_start = chain.period_start
                )
        ) as period_start,
    from chain
    where chain.period_start is not null
),
chosen as (
    select not_outranked.*
    from not_outranked
    inner join chain using (measure_id, area_code, period_start)
    qualify row_number() over (
        partition by measure_id, area_code, period_start order by period_end
    ) = 1
    union all by name
    select best_of_period.*
    from best_of_period
    anti join crowded using (measure_id, area_code)
),
latest as (
    select
        measure_id,
        area_code,
        max(period_end) as latest_end,
    from chosen
    group by all
)
select
    chosen.measure_id,
    chosen.area_code,
    chosen.period_start,
    chosen.period_end,
    chosen.months,
    chosen.numerator,
    chosen.denominator,
    chosen.value,
    chosen.source_id,
    chosen.is_sample,
    case
        when chosen.status <> 'final' then chosen.status
        when
            chosen.period_end
            > last_day((latest.latest_end - to_months(measure.provisional_months))::date)
            then 'provisional'
        else 'final'
    end as status,
    chosen.file_id,
from chosen
inner join measure using (measure_id)
inner join latest using (measure_id, area_code)
order by chosen.measure_id, chosen.area_code, chosen.period_start
