-- A habit asks once in a minute; two who add a reminder at the same moment are told apart here.
delete from reminders r
using reminders older
where older.user_id = r.user_id and older.habit_id = r.habit_id and older.minute = r.minute and older.id < r.id;
alter table reminders add constraint reminders_minute_key unique (user_id, habit_id, minute);
drop index reminders_habit;
-- What a key was used for can be a reminder of the habit.
alter table idempotency_keys add column reminder_id bigint;
