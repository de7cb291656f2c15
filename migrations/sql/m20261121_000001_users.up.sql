create table users (
    -- the Telegram user id
    id bigint not null,
    locale text not null,
    -- an IANA name; null until the user has told it
    zone text,
    -- minutes after midnight
    day_start smallint not null default 0,
    -- since when Telegram refuses our messages; null while the user can be reached
    blocked_at timestamptz,
    -- the last day that the rollover has closed for this user
    rolled_over_through date,
    created_at timestamptz not null,
    constraint users_pkey primary key (id),
    constraint users_locale_check check (locale in ('en', 'ru')),
    constraint users_zone_check check (length(zone) between 1 and 64),
    constraint users_day_start_check check (day_start between 0 and 720)
);

-- What happened, written by the statement in which it happened.
create table events (
    user_id bigint not null,
    id bigint not null generated always as identity,
    kind text not null,
    habit_id bigint,
    day date,
    at timestamptz not null,
    constraint events_pkey primary key (user_id, id),
    constraint events_user_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint events_kind_check check (length(kind) between 1 and 64)
);
