drop index deliveries_listed;
drop index tasks_service;
drop index tasks_listed;
create index tasks_listed on tasks (service, state, id);
