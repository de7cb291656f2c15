alter table executions drop column proof_file;
alter table executions drop column proof_kind;
