-- The strength at the end of the day before the window, and what it takes to go on from there: the 64 days
-- up to there as bits, the newest the lowest, and the two newest days that were done.
alter table habits add column strength double precision not null default 0;
alter table habits add column tail bigint not null default 0;
alter table habits add column last_done date;
alter table habits add column second_last_done date;

-- All four are made from the executions when the habit is read the next time.
update habits set stale = true;
