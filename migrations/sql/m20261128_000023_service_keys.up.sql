alter table api_keys
    -- the beginning of the key; not of keys from the settings, which may be short
    add column prefix text,
    -- comes from the settings of the API, where it is taken back
    add column configured boolean not null default true,
    add column expires_at timestamptz,
    -- when a successor was made
    add column retired_at timestamptz,
    add column revoked_at timestamptz,
    add column last_used_at timestamptz,
    drop constraint api_keys_name_key,
    drop constraint api_keys_scope_check,
    add constraint api_keys_scope_check check (scope in ('bot', 'scheduler', 'admin', 'tasks', 'metrics')),
    add constraint api_keys_name_check check (length(name) between 1 and 64);

alter table api_keys alter column configured drop default;

create unique index api_keys_configured_name on api_keys (name) where configured;

-- while a key and its successor are both taken, they have one name
create unique index api_keys_name on api_keys (name) where not configured and retired_at is null and revoked_at is null;
