-- One message can carry several reminders. `lead_id` is the delivery that its buttons name, null for that one itself.
-- `replaces` is the delivery whose message this one draws anew, or takes the place of; the old one is then superseded.
alter table deliveries add column lead_id bigint;
alter table deliveries add column replaces bigint;
alter table deliveries add column superseded boolean not null default false;
-- Went out as part of "you were asked for".
alter table deliveries add column late boolean not null default false;
-- The end of the quiet hours that it fell into: due from then on.
alter table deliveries add column held_until timestamptz;
-- How often it was asked before, when it repeats until it is answered.
alter table deliveries add column round smallint not null default 0;
-- -1 high, 0 normal, 1 low: the least is the first.
alter table deliveries add column priority smallint not null default 0;
-- Of the message of a task: what it says.
alter table deliveries add column task_id bigint;
alter table deliveries add column payload jsonb;
alter table deliveries alter column habit_id drop not null;
alter table deliveries alter column day drop not null;

alter table deliveries drop constraint deliveries_kind_check;
update deliveries
set kind = 'redraw', replaces = split_part(dedup_key, '/', 2)::bigint, dedup_key = 'redraw/' || split_part(dedup_key, '/', 2)
where kind = 'close_reminder';
alter table deliveries add constraint deliveries_kind_check
    check (kind in ('reminder', 'redraw', 'digest', 'nudge', 'still_there', 'message'));
alter table deliveries add constraint deliveries_reminder_check
    check (kind not in ('reminder', 'still_there') or (habit_id is not null and day is not null));
alter table deliveries add constraint deliveries_redraw_check check (kind <> 'redraw' or replaces is not null);
alter table deliveries add constraint deliveries_day_check check (kind not in ('digest', 'nudge') or day is not null);
alter table deliveries add constraint deliveries_message_check
    check ((kind = 'message') = (task_id is not null) and (kind = 'message') = (payload is not null));
alter table deliveries add constraint deliveries_round_check check (round between 0 and 5);
alter table deliveries add constraint deliveries_priority_check check (priority between -1 and 1);

-- In the order in which they leave: what is due to one user at the same moment lies side by side.
drop index deliveries_ready;
create index deliveries_ready on deliveries (priority, ready_at, user_id) where state = 'open';
drop index deliveries_habit;
create index deliveries_habit on deliveries (user_id, habit_id, day);
create unique index deliveries_task on deliveries (task_id) where task_id is not null;
create index deliveries_finished on deliveries (finished_at) where state <> 'open';

-- Slots of the local calendar that belong to no habit: the digest of the morning and the nudge of the evening.
alter table reminders add column kind text not null default 'reminder';
alter table reminders alter column habit_id drop not null;
alter table reminders add constraint reminders_kind_check check (kind in ('reminder', 'digest', 'nudge'));
alter table reminders add constraint reminders_habit_check check ((kind = 'reminder') = (habit_id is not null));
alter table reminders add constraint reminders_user_fkey foreign key (user_id) references users (id) on delete cascade;
create unique index reminders_of_user on reminders (user_id, kind) where kind <> 'reminder';
-- Asks again after so many minutes until it is answered.
alter table reminders add column nag_minutes smallint;
alter table reminders add constraint reminders_nag_check check (nag_minutes between 5 and 180);
-- "Around": later by a phase of the user's own, so that everybody's 09:00 does not leave in one minute.
alter table reminders add column delay_seconds smallint not null default 0;
alter table reminders add constraint reminders_delay_check check (delay_seconds between 0 and 900);
drop index reminders_slot;
create index reminders_slot on reminders (zone, minute)
    include (user_id, id, habit_id, day_start, weekdays, since, kind, delay_seconds) where active;

-- The last sign of life, and when the user was asked whether they are still there.
alter table users add column heard_at timestamptz not null default now();
alter table users alter column heard_at drop default;
alter table users add column asked_at timestamptz;
-- Whether anything is sent that was not asked for just now.
alter table users add column reminding boolean not null default true;
