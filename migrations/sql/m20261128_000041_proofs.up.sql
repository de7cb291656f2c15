-- A picture, a voice or a video message about the day: where the messenger keeps it, and never the thing itself.
alter table executions add column proof_kind text;
alter table executions add column proof_file text;
alter table executions add constraint executions_proof_kind_check check (proof_kind in ('photo', 'voice', 'video_note'));
alter table executions add constraint executions_proof_file_check check (length(proof_file) between 1 and 255);
alter table executions add constraint executions_proof_check check ((proof_kind is null) = (proof_file is null));
