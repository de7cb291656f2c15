-- Through which day the user was asked about what was left open; null as long as nobody has asked.
alter table users add column reviewed_through date;
