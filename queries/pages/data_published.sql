-- One row per figure printed in a public paper, beside what our data give for it.
-- Used by Data; those that differ first. `note` says where a paper contradicts itself or another.
select *
from reconciliation
order by agrees nulls last, document, figure_id
