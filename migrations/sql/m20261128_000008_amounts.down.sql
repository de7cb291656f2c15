alter table habits drop column kind;
alter table habits drop column amounts;
alter table executions drop column note;
alter table executions drop column amount;
