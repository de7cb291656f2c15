drop table pending_rollovers;
drop table zone_rollovers;
drop index users_settling;
alter table users drop column settles;
alter table habits drop column settles;
