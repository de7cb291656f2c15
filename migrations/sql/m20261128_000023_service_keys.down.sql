-- what the older schema cannot tell apart is not taken any more
delete from api_keys where not configured or scope = 'metrics';

drop index api_keys_name;
drop index api_keys_configured_name;

alter table api_keys
    drop column prefix,
    drop column configured,
    drop column expires_at,
    drop column retired_at,
    drop column revoked_at,
    drop column last_used_at,
    drop constraint api_keys_name_check,
    drop constraint api_keys_scope_check,
    add constraint api_keys_scope_check check (scope in ('bot', 'scheduler', 'admin', 'tasks')),
    add constraint api_keys_name_key unique (name);
