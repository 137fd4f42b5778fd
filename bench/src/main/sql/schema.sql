-- Makes the tables of :schema, fills them from psql's standard input, and indexes them for the questions of questions.sql.
set client_min_messages to warning;
create schema :schema;
set search_path to :schema;
set maintenance_work_mem to '512MB';

create type session_type as enum ('interactive', 'non-interactive');
create type containment_type as enum ('selfService', 'dropOff', 'agent');

create table bot (
  bot integer generated always as identity primary key,
  bot_id text not null unique
);

create table session (
  bot integer not null references bot,
  session_id text collate "C" not null,
  user_id text not null,
  channel text not null,
  start_time timestamptz not null,
  end_time timestamptz not null,
  languages jsonb not null,
  session_type session_type not null,
  containment_type containment_type not null,
  developer boolean not null,
  tags jsonb not null,
  messages integer not null,
  tasks integer not null,
  transferred_at timestamptz,
  closed_at timestamptz,
  close_reason text,
  default_language text
);

-- One row for each tag of a session, with what a page by tag filters and sorts by.
create table session_tag (
  bot integer not null,
  tag text collate "C" not null,
  start_time timestamptz not null,
  session_id text collate "C" not null,
  session_type session_type not null,
  containment_type containment_type not null
);

-- The columns in the order of CopyRow.
create temporary table loaded (bot_id text, like session);
alter table loaded drop column bot;
\copy loaded from pstdin

-- Bot 1, of which the questions are, has the most sessions.
insert into bot (bot_id) select bot_id from loaded group by bot_id order by count(*) desc;
insert into session
  select
    bot, session_id, user_id, channel, start_time, end_time, languages, session_type, containment_type, developer, tags,
    messages, tasks, transferred_at, closed_at, close_reason, default_language
  from loaded join bot using (bot_id);
drop table loaded;
-- A tag of the user and one of the session may have the same name and value.
insert into session_tag
  select distinct bot, tag ->> 'name' || '=' || (tag ->> 'value'), start_time, session_id, session_type, containment_type
  from session, jsonb_array_elements(tags) as each (tag);

alter table session add primary key (bot, session_id);
-- Pages and counts by date; metrics, which need nothing else of a session.
create index on session (bot, start_time, session_id) include (containment_type, session_type);
create index on session (bot, containment_type, start_time, session_id);
create index on session (bot, user_id, start_time, session_id);
create index on session (bot, start_time, session_id) include (end_time, transferred_at)
  where session_type = 'interactive' and not developer and closed_at is not null;
alter table session_tag add primary key (bot, session_id, tag);
create index on session_tag (bot, tag, start_time, session_id) include (containment_type, session_type);
-- Index-only scans need the visibility map, which vacuum makes.
vacuum (analyze) session;
vacuum (analyze) session_tag;
