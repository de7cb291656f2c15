alter table habits drop column period_excused;
alter table habits drop column period_done;
alter table users drop column first_weekday;
