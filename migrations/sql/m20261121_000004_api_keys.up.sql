create table api_keys (
    id bigint not null generated always as identity,
    name text not null,
    scope text not null,
    -- sha-256 of the key; keys are long and random, so nothing slower is needed
    hash bytea not null,
    created_at timestamptz not null,
    constraint api_keys_pkey primary key (id),
    constraint api_keys_name_key unique (name),
    constraint api_keys_scope_check check (scope in ('bot', 'scheduler', 'admin'))
);
