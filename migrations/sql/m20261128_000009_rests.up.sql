-- Days that do not count: ranges with both ends, oldest first.
alter table habits add column pauses jsonb not null default '[]';
alter table habits add constraint habits_pauses_check check (jsonb_typeof(pauses) = 'array');
alter table users add column vacations jsonb not null default '[]';
alter table users add constraint users_vacations_check check (jsonb_typeof(vacations) = 'array');

-- Dates that changes of zone have left out, and since when the user lives in the present one.
alter table users add column travels jsonb not null default '{}';
alter table users add constraint users_travels_check check (jsonb_typeof(travels) = 'object');
