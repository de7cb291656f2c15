alter table users drop column reviewed_through;
