-- One row per figure printed in a public paper for these measures, areas and period.
-- Used by the briefing, to say whether its figures agree with those already published.
select
    figure_id,
    measure_id,
    title,
    breakdown,
    area_name,
    statistic,
    decimals,
    published,
    computed,
    agrees,
    document,
    section,
    note
from reconciliation
where measure_id in $measures
    and area_code in $areas
    and agrees is not null
    and period_end = $period_end
order by document, figure_id
