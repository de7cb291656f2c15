-- Where a person is in a conversation with the bot.
create table dialogues (
    user_id bigint not null,
    state jsonb not null,
    updated_at timestamptz not null,
    constraint dialogues_pkey primary key (user_id),
    constraint dialogues_user_fkey foreign key (user_id) references users (id) on delete cascade
);
