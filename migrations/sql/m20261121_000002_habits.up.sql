create table habits (
    user_id bigint not null,
    id bigint not null generated always as identity,
    name text not null,
    -- every schedule with the day from which it is valid, oldest first
    schedules jsonb not null,
    starts_on date not null,
    archived_at timestamptz,
    created_at timestamptz not null,

    -- From here on: a cache of what the executions say.
    -- Bit i of the bitmaps is the day window_first + i.
    window_first date not null,
    satisfied bigint not null default 0,
    neutral bigint not null default 0,
    marked bigint not null default 0,
    -- the numbers at the end of the day before the window
    streak integer not null default 0,
    best integer not null default 0,
    total integer not null default 0,
    due integer not null default 0,
    kept integer not null default 0,
    recorded_before date,
    -- an execution outside the window has changed: to be rebuilt from the executions before it is read
    stale boolean not null default false,

    constraint habits_pkey primary key (user_id, id),
    constraint habits_user_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint habits_name_check check (length(name) between 1 and 100),
    constraint habits_schedules_check check (jsonb_typeof(schedules) = 'array')
);

create table executions (
    user_id bigint not null,
    habit_id bigint not null,
    day date not null,
    state text not null,
    recorded_at timestamptz not null,
    constraint executions_pkey primary key (user_id, habit_id, day),
    constraint executions_habit_fkey foreign key (user_id, habit_id)
        references habits (user_id, id) on delete cascade,
    constraint executions_state_check check (state in ('done', 'not_done', 'skipped'))
);

-- Answers to creating calls that may be sent again.
create table idempotency_keys (
    user_id bigint not null,
    key text not null,
    -- sha-256 of the request body
    fingerprint bytea not null,
    habit_id bigint not null,
    created_at timestamptz not null,
    constraint idempotency_keys_pkey primary key (user_id, key),
    constraint idempotency_keys_user_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint idempotency_keys_key_check check (length(key) between 1 and 200)
);
