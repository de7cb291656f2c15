alter table habits drop column target_reached_on;
alter table habits drop column archive_when_reached;
alter table habits drop column target_measure;
alter table habits drop column target_days;
