-- One row per survey wave x area x question x answer.
-- Used by measure_value and Victims. Different surveys are never one series.
create table survey_result (
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    survey_id varchar not null,
    survey_title varchar not null,
    period_start date not null,
    period_end date not null,
    area_code varchar not null,
    question varchar not null,
    answer varchar not null,
    respondents double,
    base double,
    percent double,
    status varchar not null
);
