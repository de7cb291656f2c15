create table tokens (
    user_id bigint not null,
    id bigint not null generated always as identity,
    -- a session is a token without a name that lives for an hour
    name text,
    access text not null,
    -- keyed hash of the whole token, and its beginning
    hash bytea not null,
    prefix text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    constraint tokens_pkey primary key (user_id, id),
    constraint tokens_user_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint tokens_name_key unique (user_id, name),
    constraint tokens_name_check check (length(name) between 1 and 50),
    constraint tokens_access_check check (access in ('read', 'write'))
);
