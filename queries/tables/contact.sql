-- One row: who publishes the figures, whom to ask, and how to challenge one.
-- Used by About and by every export, so that a database can be read without its definitions.
create table contact (
    publisher varchar not null,
    name varchar not null,
    organisation varchar not null,
    challenge varchar not null,
    email varchar,
    web varchar
);
