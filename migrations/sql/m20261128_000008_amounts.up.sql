-- Measured habits: how much was done on a day, in thousandths of the unit, and what people want to remember of it.
alter table executions add column amount bigint;
alter table executions add column note text;
alter table executions add constraint executions_amount_check check (amount between 0 and 1000000000000);
alter table executions add constraint executions_amount_state_check check (amount is null or state = 'done');
alter table executions add constraint executions_note_check check (length(note) between 1 and 1000);

-- Part of the cache: the amounts of the window and of the 30 days before it, one element for each day.
-- Null for a habit that was never measured.
alter table habits add column amounts bigint[];
alter table habits add constraint habits_amounts_check check (cardinality(amounts) = 94);

-- To do something, or to stop doing it.
alter table habits add column kind text not null default 'build';
alter table habits add constraint habits_kind_check check (kind in ('build', 'quit'));
