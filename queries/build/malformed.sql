-- One row per record of the batch that has too few or too many cells, or a broken quote.
-- Used by loading: DuckDB passes them over and keeps them in csv_reject.
-- `swallows` says that a quotation mark opens here and took in the rows below it.
-- `record` counts records from the top of the file, blank lines included.
-- DuckDB says once per missing cell how many it found by then: the fewest, or the most, are true.
with
found as (
    select
        *,
        try_cast(regexp_extract(error_message, 'Expected Number of Columns: (\d+)', 1) as integer)
            as wanted,
        try_cast(regexp_extract(error_message, 'Found: (\d+)', 1) as integer) as cells,
    from csv_reject
)

select
    batch_table.number,
    csv_reject.line as record,
    'The row does not fit the header: ' || coalesce(
        'it has ' || case
            when max(cells) > max(wanted) then max(cells) || ' cells'
            when min(cells) = 1 then '1 cell'
            else min(cells) || ' cells'
        end || ' where the header has ' || max(wanted),
        string_agg(distinct csv_reject.error_message, '; ')
    ) || '. It may be a footnote, or the row may be damaged.' as reason,
    any_value(csv_reject.csv_line) as row_text,
    bool_or(
        csv_reject.error_type = 'UNQUOTED VALUE'
        and regexp_matches(rtrim(csv_reject.csv_line, chr(13) || chr(10)), '[\r\n]')
    ) as swallows,
from found as csv_reject
inner join csv_reject_scan using (scan_id, file_id)
inner join batch_table on batch_table.csv_path = csv_reject_scan.file_path
group by all
