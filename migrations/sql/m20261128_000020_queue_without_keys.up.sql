-- A minute can bring a hundred thousand deliveries, and looking two keys up for each was more than half of what that
-- took. What a foreign key did, these triggers do: whoever is deleted takes their deliveries with them. A delivery that
-- is planned at the very moment of a deletion is withdrawn by the claim, which misses its reminder or its user.
alter table deliveries drop constraint deliveries_habit_fkey;
alter table deliveries drop constraint deliveries_user_fkey;

create function forget_deliveries_of_habits() returns trigger language plpgsql as $$
begin
    delete from deliveries d using gone g where d.user_id = g.user_id and d.habit_id = g.id;
    return null;
end
$$;
create trigger habits_forget_deliveries after delete on habits
    referencing old table as gone
    for each statement execute function forget_deliveries_of_habits();

create function forget_deliveries_of_users() returns trigger language plpgsql as $$
begin
    delete from deliveries d using gone g where d.user_id = g.id;
    return null;
end
$$;
create trigger users_forget_deliveries after delete on users
    referencing old table as gone
    for each statement execute function forget_deliveries_of_users();
