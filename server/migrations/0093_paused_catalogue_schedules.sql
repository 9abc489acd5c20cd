-- A schedule of a supplier's catalogue may rest without being forgotten.
alter table catalogue_schedules add column is_paused boolean not null default false;
