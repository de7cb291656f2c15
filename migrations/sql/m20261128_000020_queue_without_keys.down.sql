drop trigger habits_forget_deliveries on habits;
drop trigger users_forget_deliveries on users;
drop function forget_deliveries_of_habits();
drop function forget_deliveries_of_users();
delete from deliveries d where not exists (select from users u where u.id = d.user_id);
delete from deliveries d
where d.habit_id is not null and not exists (select from habits h where h.user_id = d.user_id and h.id = d.habit_id);
alter table deliveries add constraint deliveries_user_fkey foreign key (user_id) references users (id) on delete cascade;
alter table deliveries add constraint deliveries_habit_fkey
    foreign key (user_id, habit_id) references habits (user_id, id) on delete cascade;
