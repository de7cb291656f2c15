-- The number of days at which a habit counts as formed.
alter table habits add column target_days smallint;
alter table habits add column target_measure text;
alter table habits add column archive_when_reached boolean not null default false;
-- the day at whose end it was found to be reached: it is told once
alter table habits add column target_reached_on date;
alter table habits add constraint habits_target_days_check check (target_days between 1 and 3650);
alter table habits add constraint habits_target_measure_check check (target_measure in ('streak', 'total'));
alter table habits add constraint habits_target_check check ((target_days is null) = (target_measure is null));
