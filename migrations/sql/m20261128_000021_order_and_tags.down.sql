alter table habits drop column tags;
alter table habits drop column position;
