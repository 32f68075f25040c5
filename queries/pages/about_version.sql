-- One row: which build this is, by which version, from which definitions with which settings.
-- Used by About.
select build_id, product_version, definitions_folder, settings from build_info
