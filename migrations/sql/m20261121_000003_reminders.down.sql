drop table deliveries;
drop table zone_watermarks;
drop table reminders;
