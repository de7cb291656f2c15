alter table habits drop column second_last_done;
alter table habits drop column last_done;
alter table habits drop column tail;
alter table habits drop column strength;
