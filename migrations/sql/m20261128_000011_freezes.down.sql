alter table habits drop column carried;
alter table habits drop column freezes;
-- What is not known any more was not recorded; the numbers are made anew.
delete from executions where state = 'frozen';
update habits set stale = true;
alter table executions drop constraint executions_state_check;
alter table executions add constraint executions_state_check check (state in ('done', 'not_done', 'skipped'));
alter table users drop column freezes;
