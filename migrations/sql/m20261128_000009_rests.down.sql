alter table users drop column travels;
alter table users drop column vacations;
alter table habits drop column pauses;
