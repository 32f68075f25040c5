-- One row per call: what the gathering of street-level rows needs, as macros.
-- Used by the police_uk importer, before its staging.

-- Asking for blanks first is several times cheaper than trimming every cell.
create or replace temp macro without_blanks(given) as
    case
        when starts_with(given, ' ') or ends_with(given, ' ') then nullif(trim(given), '')
        else given
    end;
