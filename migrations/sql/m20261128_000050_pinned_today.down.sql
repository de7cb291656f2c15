drop index deliveries_unclosed;
-- What draws a list anew goes with it.
delete from deliveries r
using deliveries d
where d.kind = 'today' and r.user_id = d.user_id and r.replaces = d.id;
delete from deliveries where kind = 'today';
delete from reminders where kind = 'today';
create index deliveries_unclosed on deliveries (day) where kind = 'reminder' and state = 'sent' and closed_at is null;

alter table deliveries drop constraint deliveries_day_check;
alter table deliveries add constraint deliveries_day_check check (kind not in ('digest', 'nudge') or day is not null);
alter table deliveries drop constraint deliveries_kind_check;
alter table deliveries add constraint deliveries_kind_check
    check (kind in ('reminder', 'redraw', 'digest', 'nudge', 'still_there', 'message'));
alter table reminders drop constraint reminders_kind_check;
alter table reminders add constraint reminders_kind_check check (kind in ('reminder', 'digest', 'nudge'));
