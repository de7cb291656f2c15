-- Where a habit stands in the lists of its user, and among equals the older one first. No index: a check-in changes the
-- row, and a user has few.
alter table habits add column position integer not null default 0;
alter table habits add constraint habits_position_check check (position >= 0);
-- As they were typed. No two of a habit look the same, which the API sees to.
alter table habits add column tags text[] not null default '{}';
alter table habits add constraint habits_tags_check
    check (cardinality(tags) <= 10 and length(array_to_string(tags, '')) <= 320 and array_position(tags, null) is null);
