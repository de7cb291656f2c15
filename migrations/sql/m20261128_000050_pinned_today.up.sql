-- The list of the day that stays pinned: a slot of the local calendar at the start of the user's day, and its message.
alter table reminders drop constraint reminders_kind_check;
alter table reminders add constraint reminders_kind_check check (kind in ('reminder', 'digest', 'nudge', 'today'));
alter table deliveries drop constraint deliveries_kind_check;
alter table deliveries add constraint deliveries_kind_check
    check (kind in ('reminder', 'redraw', 'digest', 'nudge', 'today', 'still_there', 'message'));
alter table deliveries drop constraint deliveries_day_check;
alter table deliveries add constraint deliveries_day_check check (kind not in ('digest', 'nudge', 'today') or day is not null);

-- Is closed when its day is over, as reminders are.
drop index deliveries_unclosed;
create index deliveries_unclosed on deliveries (day) where kind in ('reminder', 'today') and state = 'sent' and closed_at is null;
