drop index deliveries_dead;
