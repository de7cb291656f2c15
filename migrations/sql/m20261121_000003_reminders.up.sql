-- A reminder is a slot of the local calendar. Zone, day start and weekdays are copies of what the user
-- and the schedule say, so that finding what is due is one read of one index.
create table reminders (
    user_id bigint not null,
    id bigint not null generated always as identity,
    habit_id bigint not null,
    -- minutes after local midnight
    minute smallint not null,
    zone text not null,
    day_start smallint not null,
    -- the weekdays of the habit's day, Monday the lowest bit
    weekdays smallint not null,
    -- local time from which on its slots count: when it was made, or when the zone changed
    since timestamp not null,
    active boolean not null,
    constraint reminders_pkey primary key (user_id, id),
    constraint reminders_habit_fkey foreign key (user_id, habit_id)
        references habits (user_id, id) on delete cascade,
    constraint reminders_minute_check check (minute between 0 and 1439),
    constraint reminders_weekdays_check check (weekdays between 1 and 127)
);

create index reminders_habit on reminders (user_id, habit_id);

create index reminders_slot on reminders (zone, minute)
    include (user_id, id, habit_id, day_start, weekdays, since)
    where active;

-- How far planning has come in each zone with reminders, in local time. Only moves forward.
create table zone_watermarks (
    zone text not null,
    planned_through timestamp not null,
    constraint zone_watermarks_pkey primary key (zone)
);

-- Messages on their way out. A slot is one delivery, by its dedup key.
create table deliveries (
    user_id bigint not null,
    id bigint not null generated always as identity,
    dedup_key text not null,
    kind text not null,
    habit_id bigint not null,
    reminder_id bigint,
    -- the day that the message is about
    day date not null,
    state text not null default 'open',
    -- when it should have been sent
    due_at timestamptz not null,
    -- when it can be claimed: later than due_at while a claim or a pause holds it
    ready_at timestamptz not null,
    expires_at timestamptz not null,
    -- also names the claim: only the latest one can report
    attempts integer not null default 0,
    -- how often it could not be sent
    failures integer not null default 0,
    -- the message that was sent, or the one that is to be edited
    message_id integer,
    -- a reminder whose buttons the rollover has taken care of
    closed_at timestamptz,
    cause text,
    finished_at timestamptz,
    constraint deliveries_pkey primary key (user_id, id),
    constraint deliveries_user_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint deliveries_habit_fkey foreign key (user_id, habit_id)
        references habits (user_id, id) on delete cascade,
    constraint deliveries_dedup_key unique (user_id, dedup_key),
    constraint deliveries_kind_check check (kind in ('reminder', 'close_reminder')),
    constraint deliveries_state_check
        check (state in ('open', 'sent', 'withdrawn', 'gone', 'rejected', 'expired'))
);

create index deliveries_ready on deliveries (ready_at) where state = 'open';

create index deliveries_unclosed on deliveries (day)
    where kind = 'reminder' and state = 'sent' and closed_at is null;

create index deliveries_habit on deliveries (user_id, habit_id);
