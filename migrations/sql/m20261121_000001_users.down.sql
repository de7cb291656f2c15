drop table events;
drop table users;
