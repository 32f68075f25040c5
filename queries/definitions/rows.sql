-- One row per element of a list in JSON, put into the table named, in the table's own types.
insert into {table} by name
select unnest(from_json($rows, $shape), max_depth := 2);
