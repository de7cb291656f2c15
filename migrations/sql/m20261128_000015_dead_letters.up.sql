-- Deliveries that were given up: few, and looked at by people.
create index deliveries_dead on deliveries (user_id, id) where state = 'rejected';
