-- Work that services queue. It belongs to a service, the name of a key, and not to a user: a call is for nobody in
-- particular.
create table tasks (
    id bigint not null generated always as identity,
    service text not null,
    dedup_key text not null,
    -- of the request as it was sent: another request under the same key is a mistake
    fingerprint bytea not null,
    kind text not null,
    -- whom a message is for
    user_id bigint,
    request jsonb not null,
    -- -1 high, 0 normal, 1 low: the least is the first
    priority smallint not null,
    state text not null default 'open',
    -- when it can be claimed: later than was asked for while a claim or a pause holds it
    ready_at timestamptz not null,
    expires_at timestamptz not null,
    -- also names the claim: only the latest one can report
    attempts integer not null default 0,
    -- how often it failed since it was queued or replayed
    failures integer not null default 0,
    -- of the last answer
    status smallint,
    cause text,
    created_at timestamptz not null,
    finished_at timestamptz,
    constraint tasks_pkey primary key (id),
    constraint tasks_user_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint tasks_dedup_key unique (service, dedup_key),
    constraint tasks_kind_check check (kind in ('message', 'call')),
    constraint tasks_user_check check ((kind = 'message') = (user_id is not null)),
    constraint tasks_priority_check check (priority between -1 and 1),
    constraint tasks_state_check check (state in ('open', 'done', 'rejected', 'expired', 'cancelled'))
);

-- What a claim reads: one priority after the other, in each what is ready first.
create index tasks_ready_calls on tasks (priority, ready_at) where state = 'open' and kind = 'call';

create index tasks_listed on tasks (service, state, id);

create index tasks_user on tasks (user_id) where user_id is not null;

alter table api_keys drop constraint api_keys_scope_check;
alter table api_keys add constraint api_keys_scope_check check (scope in ('bot', 'scheduler', 'admin', 'tasks'));
