-- A reminder that the schedule leaves nothing of was not possible before.
delete from reminders where weekdays = 0;
alter table reminders drop constraint reminders_weekdays_check;
alter table reminders add constraint reminders_weekdays_check check (weekdays between 1 and 127);
alter table reminders drop column asked_on;
