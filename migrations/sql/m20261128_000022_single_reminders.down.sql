alter table idempotency_keys drop column reminder_id;
create index reminders_habit on reminders (user_id, habit_id);
alter table reminders drop constraint reminders_minute_key;
