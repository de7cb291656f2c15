alter table users drop column heard_at;
alter table users drop column asked_at;
alter table users drop column reminding;

delete from reminders where kind <> 'reminder';
drop index reminders_slot;
create index reminders_slot on reminders (zone, minute)
    include (user_id, id, habit_id, day_start, weekdays, since) where active;
drop index reminders_of_user;
alter table reminders drop constraint reminders_user_fkey;
alter table reminders drop column kind;
alter table reminders drop column nag_minutes;
alter table reminders drop column delay_seconds;
alter table reminders alter column habit_id set not null;

delete from deliveries where kind not in ('reminder', 'redraw');
delete from deliveries d
where d.kind = 'redraw' and not exists (select from deliveries r where r.user_id = d.user_id and r.id = d.replaces and r.habit_id is not null);
alter table deliveries drop constraint deliveries_kind_check;
update deliveries d
set kind = 'close_reminder', dedup_key = 'close/' || d.replaces, message_id = r.message_id, habit_id = r.habit_id, day = r.day
from deliveries r
where d.kind = 'redraw' and r.user_id = d.user_id and r.id = d.replaces;
drop index deliveries_ready;
create index deliveries_ready on deliveries (ready_at) where state = 'open';
drop index deliveries_habit;
create index deliveries_habit on deliveries (user_id, habit_id);
drop index deliveries_finished;
alter table deliveries drop column lead_id;
alter table deliveries drop column replaces;
alter table deliveries drop column superseded;
alter table deliveries drop column late;
alter table deliveries drop column held_until;
alter table deliveries drop column round;
alter table deliveries drop column priority;
alter table deliveries drop column task_id;
alter table deliveries drop column payload;
alter table deliveries alter column habit_id set not null;
alter table deliveries alter column day set not null;
alter table deliveries drop constraint if exists deliveries_reminder_check;
alter table deliveries drop constraint if exists deliveries_day_check;
alter table deliveries add constraint deliveries_kind_check check (kind in ('reminder', 'close_reminder'));
