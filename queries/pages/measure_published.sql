-- One row per figure of a measure printed in a public paper, beside what our data give.
-- Used by Measure.
select
    published_figure.figure_id,
    published_figure.title,
    published_figure.breakdown,
    published_figure.area_name,
    published_figure.period_start,
    published_figure.period_end,
    published_figure.period_label,
    published_figure.compare_start,
    published_figure.compare_end,
    published_figure.statistic,
    published_figure.unit,
    published_figure.decimals,
    published_figure.qualifier,
    published_figure.document,
    published_figure.section,
    published_figure.note,
    reconciliation.published,
    reconciliation.computed,
    reconciliation.difference,
    reconciliation.agrees
from published_figure
inner join reconciliation using (figure_id)
where published_figure.measure_id = $measure
order by published_figure.period_end desc, published_figure.figure_id
