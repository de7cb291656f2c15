drop table updates;
