alter table users drop column quiet_to;
alter table users drop column quiet_from;
