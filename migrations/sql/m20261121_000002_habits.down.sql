drop table idempotency_keys;
drop table executions;
drop table habits;
