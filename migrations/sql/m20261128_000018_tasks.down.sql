delete from api_keys where scope = 'tasks';
alter table api_keys drop constraint api_keys_scope_check;
alter table api_keys add constraint api_keys_scope_check check (scope in ('bot', 'scheduler', 'admin'));
drop table tasks;
