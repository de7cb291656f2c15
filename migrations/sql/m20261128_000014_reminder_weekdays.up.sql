-- The weekdays that the reminder itself is for; `weekdays` is what is left of them by the schedule, maybe nothing.
alter table reminders add column asked_on smallint not null default 127;
alter table reminders add constraint reminders_asked_on_check check (asked_on between 1 and 127);
alter table reminders drop constraint reminders_weekdays_check;
alter table reminders add constraint reminders_weekdays_check check (weekdays between 0 and 127);
