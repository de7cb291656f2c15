-- Where a task is, is told by its own row when it is a call, and by its delivery when it is a message. Each is listed by
-- a stretch of an index of its own, and all of a service by a third one.
drop index tasks_listed;
create index tasks_listed on tasks (service, state, id) where kind = 'call';
create index tasks_service on tasks (service, id);
create index deliveries_listed on deliveries (state, task_id) where task_id is not null;
