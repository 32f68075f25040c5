-- One row per column of every table in the database, in order.
-- Used by Explore: the only names that a question may hold are those found here.
select table_name, column_name, data_type
from duckdb_columns()
where not internal and schema_name = 'main'
order by table_name, column_index
