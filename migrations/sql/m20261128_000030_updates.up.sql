-- What Telegram has told the bot: kept before it is handled, so that any process of the bot can handle it. What was
-- handled leaves its number alone, by which a repetition is known, for a little longer than Telegram repeats.
create table updates (
    update_id bigint not null,
    -- those of one chat are handled in their order; null waits for nothing
    chat bigint,
    body jsonb,
    -- when it can be claimed: later while a claim or a pause holds it
    ready_at timestamptz not null,
    -- a claim holds it, until its report or until its lease has run out
    claimed boolean not null default false,
    -- also names the claim: only the latest one can report
    attempts integer not null default 0,
    -- how often it could not be answered
    failures integer not null default 0,
    -- claims in a row that nobody reported on
    lapses integer not null default 0,
    -- why it was given up
    cause text,
    received_at timestamptz not null,
    finished_at timestamptz,
    constraint updates_pkey primary key (update_id),
    -- of what is finished nothing is kept that somebody has said, nor who
    constraint updates_finished_check
        check (case when finished_at is null then body is not null else body is null and chat is null and not claimed end)
);

-- At most one of each chat is under way, whoever claims at the same moment.
create unique index updates_one_of_a_chat on updates (chat) where claimed;

-- What a claim reads: what is open, the oldest first, and what of the same chat is before it.
create index updates_open on updates (update_id) where finished_at is null;

create index updates_open_of_a_chat on updates (chat, update_id) where finished_at is null;

-- What is to be forgotten.
create index updates_finished on updates (finished_at) where finished_at is not null;
