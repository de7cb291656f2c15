-- Minutes after local midnight between which nobody is to be disturbed; over midnight when the end is the earlier.
alter table users add column quiet_from smallint;
alter table users add column quiet_to smallint;
alter table users add constraint users_quiet_from_check check (quiet_from between 0 and 1439);
alter table users add constraint users_quiet_to_check check (quiet_to between 0 and 1439);
alter table users add constraint users_quiet_check check ((quiet_from is null) = (quiet_to is null) and quiet_from <> quiet_to);
