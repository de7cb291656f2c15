-- A freeze is spent on a missed day when it is over; who wants that says so.
alter table users add column freezes boolean not null default false;
alter table executions drop constraint executions_state_check;
alter table executions add constraint executions_state_check
    check (state in ('done', 'not_done', 'skipped', 'frozen'));

-- Part of the cache, before the window: the freezes that can be spent, and the undone due day that is carried on.
alter table habits add column freezes smallint not null default 0;
alter table habits add column carried jsonb;

-- Freezes are earned by what was done: made from the executions when the habit is read the next time.
update habits set stale = true;
