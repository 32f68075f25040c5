-- What lies between two periods, whichever comes first: the notes of the series breaks, each once,
-- in their order. Null where there is none or either period is unknown. `breaks` are those of
-- measure_break. What is compared when a page asks goes by the same rule, in pcp_data.comparisons.
create macro breaks_between(breaks, then_start, then_end, now_start, now_end) as
    case
        when then_start is not null
            and then_end is not null
            and now_start is not null
            and now_end is not null
            then list_aggregate(
                list_sort(list_distinct([
                    one.note for one in breaks
                    if one.starts > least(then_start, now_start)
                    and one.starts <= greatest(then_end, now_end)
                ])),
                'string_agg',
                ' '
            )
    end
