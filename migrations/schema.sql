CREATE FUNCTION public.forget_deliveries_of_habits() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    delete from deliveries d using gone g where d.user_id = g.user_id and d.habit_id = g.id;
    return null;
end
$$;

CREATE FUNCTION public.forget_deliveries_of_users() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    delete from deliveries d using gone g where d.user_id = g.id;
    return null;
end
$$;

CREATE TABLE public.api_keys (
    id bigint NOT NULL,
    name text NOT NULL,
    scope text NOT NULL,
    hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    prefix text,
    configured boolean NOT NULL,
    expires_at timestamp with time zone,
    retired_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 64))),
    CONSTRAINT api_keys_scope_check CHECK ((scope = ANY (ARRAY['bot'::text, 'scheduler'::text, 'admin'::text, 'tasks'::text, 'metrics'::text])))
);

ALTER TABLE public.api_keys ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.api_keys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deliveries (
    user_id bigint NOT NULL,
    id bigint NOT NULL,
    dedup_key text NOT NULL,
    kind text NOT NULL,
    habit_id bigint,
    reminder_id bigint,
    day date,
    state text DEFAULT 'open'::text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    ready_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    message_id integer,
    closed_at timestamp with time zone,
    cause text,
    finished_at timestamp with time zone,
    lead_id bigint,
    replaces bigint,
    superseded boolean DEFAULT false NOT NULL,
    late boolean DEFAULT false NOT NULL,
    held_until timestamp with time zone,
    round smallint DEFAULT 0 NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    task_id bigint,
    payload jsonb,
    CONSTRAINT deliveries_day_check CHECK (((kind <> ALL (ARRAY['digest'::text, 'nudge'::text, 'today'::text])) OR (day IS NOT NULL))),
    CONSTRAINT deliveries_kind_check CHECK ((kind = ANY (ARRAY['reminder'::text, 'redraw'::text, 'digest'::text, 'nudge'::text, 'today'::text, 'still_there'::text, 'message'::text]))),
    CONSTRAINT deliveries_message_check CHECK ((((kind = 'message'::text) = (task_id IS NOT NULL)) AND ((kind = 'message'::text) = (payload IS NOT NULL)))),
    CONSTRAINT deliveries_priority_check CHECK (((priority >= '-1'::integer) AND (priority <= 1))),
    CONSTRAINT deliveries_redraw_check CHECK (((kind <> 'redraw'::text) OR (replaces IS NOT NULL))),
    CONSTRAINT deliveries_reminder_check CHECK (((kind <> ALL (ARRAY['reminder'::text, 'still_there'::text])) OR ((habit_id IS NOT NULL) AND (day IS NOT NULL)))),
    CONSTRAINT deliveries_round_check CHECK (((round >= 0) AND (round <= 5))),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['open'::text, 'sent'::text, 'withdrawn'::text, 'gone'::text, 'rejected'::text, 'expired'::text])))
);

ALTER TABLE public.deliveries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.deliveries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dialogues (
    user_id bigint NOT NULL,
    state jsonb NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE public.events (
    user_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    habit_id bigint,
    day date,
    at timestamp with time zone NOT NULL,
    CONSTRAINT events_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 64)))
);

ALTER TABLE public.events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.executions (
    user_id bigint NOT NULL,
    habit_id bigint NOT NULL,
    day date NOT NULL,
    state text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    amount bigint,
    note text,
    proof_kind text,
    proof_file text,
    CONSTRAINT executions_amount_check CHECK (((amount >= 0) AND (amount <= '1000000000000'::bigint))),
    CONSTRAINT executions_amount_state_check CHECK (((amount IS NULL) OR (state = 'done'::text))),
    CONSTRAINT executions_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000))),
    CONSTRAINT executions_proof_check CHECK (((proof_kind IS NULL) = (proof_file IS NULL))),
    CONSTRAINT executions_proof_file_check CHECK (((length(proof_file) >= 1) AND (length(proof_file) <= 255))),
    CONSTRAINT executions_proof_kind_check CHECK ((proof_kind = ANY (ARRAY['photo'::text, 'voice'::text, 'video_note'::text]))),
    CONSTRAINT executions_state_check CHECK ((state = ANY (ARRAY['done'::text, 'not_done'::text, 'skipped'::text, 'frozen'::text])))
);

CREATE TABLE public.habits (
    user_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    schedules jsonb NOT NULL,
    starts_on date NOT NULL,
    archived_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    window_first date NOT NULL,
    satisfied bigint DEFAULT 0 NOT NULL,
    neutral bigint DEFAULT 0 NOT NULL,
    marked bigint DEFAULT 0 NOT NULL,
    streak integer DEFAULT 0 NOT NULL,
    best integer DEFAULT 0 NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    due integer DEFAULT 0 NOT NULL,
    kept integer DEFAULT 0 NOT NULL,
    recorded_before date,
    stale boolean DEFAULT false NOT NULL,
    period_done smallint DEFAULT 0 NOT NULL,
    period_excused smallint DEFAULT 0 NOT NULL,
    strength double precision DEFAULT 0 NOT NULL,
    tail bigint DEFAULT 0 NOT NULL,
    last_done date,
    second_last_done date,
    amounts bigint[],
    kind text DEFAULT 'build'::text NOT NULL,
    pauses jsonb DEFAULT '[]'::jsonb NOT NULL,
    target_days smallint,
    target_measure text,
    archive_when_reached boolean DEFAULT false NOT NULL,
    target_reached_on date,
    freezes smallint DEFAULT 0 NOT NULL,
    carried jsonb,
    settles boolean DEFAULT false NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT habits_amounts_check CHECK ((cardinality(amounts) = 94)),
    CONSTRAINT habits_kind_check CHECK ((kind = ANY (ARRAY['build'::text, 'quit'::text]))),
    CONSTRAINT habits_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT habits_pauses_check CHECK ((jsonb_typeof(pauses) = 'array'::text)),
    CONSTRAINT habits_position_check CHECK (("position" >= 0)),
    CONSTRAINT habits_schedules_check CHECK ((jsonb_typeof(schedules) = 'array'::text)),
    CONSTRAINT habits_tags_check CHECK (((cardinality(tags) <= 10) AND (length(array_to_string(tags, ''::text)) <= 320) AND (array_position(tags, NULL::text) IS NULL))),
    CONSTRAINT habits_target_check CHECK (((target_days IS NULL) = (target_measure IS NULL))),
    CONSTRAINT habits_target_days_check CHECK (((target_days >= 1) AND (target_days <= 3650))),
    CONSTRAINT habits_target_measure_check CHECK ((target_measure = ANY (ARRAY['streak'::text, 'total'::text])))
);

ALTER TABLE public.habits ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.habits_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.idempotency_keys (
    user_id bigint NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    habit_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    reminder_id bigint,
    CONSTRAINT idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);

CREATE TABLE public.pending_rollovers (
    user_id bigint NOT NULL,
    ready_at timestamp with time zone NOT NULL
);

CREATE TABLE public.reminders (
    user_id bigint NOT NULL,
    id bigint NOT NULL,
    habit_id bigint,
    minute smallint NOT NULL,
    zone text NOT NULL,
    day_start smallint NOT NULL,
    weekdays smallint NOT NULL,
    since timestamp without time zone NOT NULL,
    active boolean NOT NULL,
    asked_on smallint DEFAULT 127 NOT NULL,
    kind text DEFAULT 'reminder'::text NOT NULL,
    nag_minutes smallint,
    delay_seconds smallint DEFAULT 0 NOT NULL,
    CONSTRAINT reminders_asked_on_check CHECK (((asked_on >= 1) AND (asked_on <= 127))),
    CONSTRAINT reminders_delay_check CHECK (((delay_seconds >= 0) AND (delay_seconds <= 900))),
    CONSTRAINT reminders_habit_check CHECK (((kind = 'reminder'::text) = (habit_id IS NOT NULL))),
    CONSTRAINT reminders_kind_check CHECK ((kind = ANY (ARRAY['reminder'::text, 'digest'::text, 'nudge'::text, 'today'::text]))),
    CONSTRAINT reminders_minute_check CHECK (((minute >= 0) AND (minute <= 1439))),
    CONSTRAINT reminders_nag_check CHECK (((nag_minutes >= 5) AND (nag_minutes <= 180))),
    CONSTRAINT reminders_weekdays_check CHECK (((weekdays >= 0) AND (weekdays <= 127)))
);

ALTER TABLE public.reminders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reminders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.send_pace (
    is_shared boolean NOT NULL,
    next_slot timestamp with time zone NOT NULL,
    silent_until timestamp with time zone NOT NULL,
    slowdown double precision NOT NULL,
    CONSTRAINT send_pace_one_row CHECK (is_shared),
    CONSTRAINT send_pace_slowdown CHECK (((slowdown >= (0)::double precision) AND (slowdown <= (1)::double precision)))
);

CREATE TABLE public.tasks (
    id bigint NOT NULL,
    service text NOT NULL,
    dedup_key text NOT NULL,
    fingerprint bytea NOT NULL,
    kind text NOT NULL,
    user_id bigint,
    request jsonb NOT NULL,
    priority smallint NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    ready_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    status smallint,
    cause text,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT tasks_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'call'::text]))),
    CONSTRAINT tasks_priority_check CHECK (((priority >= '-1'::integer) AND (priority <= 1))),
    CONSTRAINT tasks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'rejected'::text, 'expired'::text, 'cancelled'::text]))),
    CONSTRAINT tasks_user_check CHECK (((kind = 'message'::text) = (user_id IS NOT NULL)))
);

ALTER TABLE public.tasks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tasks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tokens (
    user_id bigint NOT NULL,
    id bigint NOT NULL,
    name text,
    access text NOT NULL,
    hash bytea NOT NULL,
    prefix text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    CONSTRAINT tokens_access_check CHECK ((access = ANY (ARRAY['read'::text, 'write'::text]))),
    CONSTRAINT tokens_name_check CHECK (((length(name) >= 1) AND (length(name) <= 50)))
);

ALTER TABLE public.tokens ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tokens_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.updates (
    update_id bigint NOT NULL,
    chat bigint,
    body jsonb,
    ready_at timestamp with time zone NOT NULL,
    claimed boolean DEFAULT false NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    lapses integer DEFAULT 0 NOT NULL,
    cause text,
    received_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT updates_finished_check CHECK (
CASE
    WHEN (finished_at IS NULL) THEN (body IS NOT NULL)
    ELSE ((body IS NULL) AND (chat IS NULL) AND (NOT claimed))
END)
);

CREATE TABLE public.users (
    id bigint NOT NULL,
    locale text NOT NULL,
    zone text,
    day_start smallint DEFAULT 0 NOT NULL,
    blocked_at timestamp with time zone,
    rolled_over_through date,
    created_at timestamp with time zone NOT NULL,
    first_weekday smallint DEFAULT 1 NOT NULL,
    vacations jsonb DEFAULT '[]'::jsonb NOT NULL,
    travels jsonb DEFAULT '{}'::jsonb NOT NULL,
    freezes boolean DEFAULT false NOT NULL,
    settles boolean DEFAULT false NOT NULL,
    quiet_from smallint,
    quiet_to smallint,
    heard_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone,
    reminding boolean DEFAULT true NOT NULL,
    reviewed_through date,
    CONSTRAINT users_day_start_check CHECK (((day_start >= 0) AND (day_start <= 720))),
    CONSTRAINT users_first_weekday_check CHECK (((first_weekday >= 1) AND (first_weekday <= 7))),
    CONSTRAINT users_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'ru'::text]))),
    CONSTRAINT users_quiet_check CHECK ((((quiet_from IS NULL) = (quiet_to IS NULL)) AND (quiet_from <> quiet_to))),
    CONSTRAINT users_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
    CONSTRAINT users_quiet_to_check CHECK (((quiet_to >= 0) AND (quiet_to <= 1439))),
    CONSTRAINT users_travels_check CHECK ((jsonb_typeof(travels) = 'object'::text)),
    CONSTRAINT users_vacations_check CHECK ((jsonb_typeof(vacations) = 'array'::text)),
    CONSTRAINT users_zone_check CHECK (((length(zone) >= 1) AND (length(zone) <= 64)))
);

CREATE TABLE public.zone_rollovers (
    zone text NOT NULL,
    day_start smallint NOT NULL,
    closed_through date NOT NULL,
    reached bigint
);

CREATE TABLE public.zone_watermarks (
    zone text NOT NULL,
    planned_through timestamp without time zone NOT NULL
);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_dedup_key UNIQUE (user_id, dedup_key);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (user_id, id);

ALTER TABLE ONLY public.dialogues
    ADD CONSTRAINT dialogues_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (user_id, id);

ALTER TABLE ONLY public.executions
    ADD CONSTRAINT executions_pkey PRIMARY KEY (user_id, habit_id, day);

ALTER TABLE ONLY public.habits
    ADD CONSTRAINT habits_pkey PRIMARY KEY (user_id, id);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, key);

ALTER TABLE ONLY public.pending_rollovers
    ADD CONSTRAINT pending_rollovers_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_minute_key UNIQUE (user_id, habit_id, minute);

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_pkey PRIMARY KEY (user_id, id);

ALTER TABLE ONLY public.send_pace
    ADD CONSTRAINT send_pace_pkey PRIMARY KEY (is_shared);

ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT tasks_dedup_key UNIQUE (service, dedup_key);

ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT tasks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_name_key UNIQUE (user_id, name);

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (user_id, id);

ALTER TABLE ONLY public.updates
    ADD CONSTRAINT updates_pkey PRIMARY KEY (update_id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.zone_rollovers
    ADD CONSTRAINT zone_rollovers_pkey PRIMARY KEY (zone, day_start);

ALTER TABLE ONLY public.zone_watermarks
    ADD CONSTRAINT zone_watermarks_pkey PRIMARY KEY (zone);

CREATE UNIQUE INDEX api_keys_configured_name ON public.api_keys USING btree (name) WHERE configured;

CREATE UNIQUE INDEX api_keys_name ON public.api_keys USING btree (name) WHERE ((NOT configured) AND (retired_at IS NULL) AND (revoked_at IS NULL));

CREATE INDEX deliveries_dead ON public.deliveries USING btree (user_id, id) WHERE (state = 'rejected'::text);

CREATE INDEX deliveries_finished ON public.deliveries USING btree (finished_at) WHERE (state <> 'open'::text);

CREATE INDEX deliveries_habit ON public.deliveries USING btree (user_id, habit_id, day);

CREATE INDEX deliveries_listed ON public.deliveries USING btree (state, task_id) WHERE (task_id IS NOT NULL);

CREATE INDEX deliveries_ready ON public.deliveries USING btree (priority, ready_at, user_id) WHERE (state = 'open'::text);

CREATE UNIQUE INDEX deliveries_task ON public.deliveries USING btree (task_id) WHERE (task_id IS NOT NULL);

CREATE INDEX deliveries_unclosed ON public.deliveries USING btree (day) WHERE ((kind = ANY (ARRAY['reminder'::text, 'today'::text])) AND (state = 'sent'::text) AND (closed_at IS NULL));

CREATE UNIQUE INDEX reminders_of_user ON public.reminders USING btree (user_id, kind) WHERE (kind <> 'reminder'::text);

CREATE INDEX reminders_slot ON public.reminders USING btree (zone, minute) INCLUDE (user_id, id, habit_id, day_start, weekdays, since, kind, delay_seconds) WHERE active;

CREATE INDEX tasks_listed ON public.tasks USING btree (service, state, id) WHERE (kind = 'call'::text);

CREATE INDEX tasks_ready_calls ON public.tasks USING btree (priority, ready_at) WHERE ((state = 'open'::text) AND (kind = 'call'::text));

CREATE INDEX tasks_service ON public.tasks USING btree (service, id);

CREATE INDEX tasks_user ON public.tasks USING btree (user_id) WHERE (user_id IS NOT NULL);

CREATE INDEX updates_finished ON public.updates USING btree (finished_at) WHERE (finished_at IS NOT NULL);

CREATE UNIQUE INDEX updates_one_of_a_chat ON public.updates USING btree (chat) WHERE claimed;

CREATE INDEX updates_open ON public.updates USING btree (update_id) WHERE (finished_at IS NULL);

CREATE INDEX updates_open_of_a_chat ON public.updates USING btree (chat, update_id) WHERE (finished_at IS NULL);

CREATE INDEX users_settling ON public.users USING btree (COALESCE(zone, 'UTC'::text), day_start, id) WHERE settles;

CREATE TRIGGER habits_forget_deliveries AFTER DELETE ON public.habits REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.forget_deliveries_of_habits();

CREATE TRIGGER users_forget_deliveries AFTER DELETE ON public.users REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.forget_deliveries_of_users();

ALTER TABLE ONLY public.dialogues
    ADD CONSTRAINT dialogues_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.executions
    ADD CONSTRAINT executions_habit_fkey FOREIGN KEY (user_id, habit_id) REFERENCES public.habits(user_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.habits
    ADD CONSTRAINT habits_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.pending_rollovers
    ADD CONSTRAINT pending_rollovers_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_habit_fkey FOREIGN KEY (user_id, habit_id) REFERENCES public.habits(user_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT tasks_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
