-- Whether the end of a day can bring something about for the habit, and for any habit of the user.
alter table habits add column settles boolean not null default false;
alter table users add column settles boolean not null default false;
create index users_settling on users (coalesce(zone, 'UTC'), day_start, id) where settles;

-- How far the days of everybody with the same calendar have been closed. `reached` is the last user of a closing
-- that is under way.
create table zone_rollovers (
    zone text not null,
    day_start smallint not null,
    closed_through date not null,
    reached bigint,
    constraint zone_rollovers_pkey primary key (zone, day_start)
);

-- Users whose days are closed by themselves: they have changed their calendar, or could not be closed with the
-- others.
create table pending_rollovers (
    user_id bigint not null,
    ready_at timestamptz not null,
    constraint pending_rollovers_pkey primary key (user_id),
    constraint pending_rollovers_user_fkey foreign key (user_id) references users (id) on delete cascade
);
