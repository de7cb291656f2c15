-- The budget of the bot's token, which all schedulers share: one row. `next_slot` is the next moment at which a message
-- may leave. `slowdown` is the share of the rate that refusals had cost by the end of the last silence; it wears off
-- from then on.
create table send_pace (
    is_shared boolean not null,
    next_slot timestamptz not null,
    silent_until timestamptz not null,
    slowdown double precision not null,
    constraint send_pace_pkey primary key (is_shared),
    constraint send_pace_one_row check (is_shared),
    constraint send_pace_slowdown check (slowdown between 0 and 1)
);
insert into send_pace (is_shared, next_slot, silent_until, slowdown) values (true, 'epoch', 'epoch', 0);
