-- Habits that count times in a week need to know when the user's week begins, ISO 1 (Monday) to 7.
alter table users add column first_weekday smallint not null default 1;
alter table users add constraint users_first_weekday_check check (first_weekday between 1 and 7);

-- How far the period has come that runs at the end of the day before the window.
alter table habits add column period_done smallint not null default 0;
alter table habits add column period_excused smallint not null default 0;
