-- Asks the questions of bench/history in the schema week, those of bench/metrics in the schema quarter, and prints the figures.
set client_min_messages to warning;
-- What an operator would set for this machine and these queries.
set work_mem to '64MB';
set random_page_cost to 1.1;
set jit to off;

create temporary table answer (
  number integer generated always as identity,
  question text,
  total bigint,
  milliseconds numeric,
  rows_read bigint,
  buffers bigint
);

-- Measures a statement: the median of five runs after two, rows and buffers by EXPLAIN. The rows are made and not sent.
create function pg_temp.measure(question text, total bigint, statement text) returns void language plpgsql as $$
declare
  began timestamptz;
  times numeric[] := '{}';
  plan jsonb;
begin
  for run in 1..7 loop
    began := clock_timestamp();
    execute statement;
    if run > 2 then
      times := times || (1000 * extract(epoch from clock_timestamp() - began));
    end if;
  end loop;
  execute 'explain (analyze, buffers, timing off, format json) ' || statement into plan;
  insert into answer (question, total, milliseconds, rows_read, buffers)
  select
    question,
    total,
    (select percentile_cont(0.5) within group (order by time) from unnest(times) as each (time)),
    -- Nodes that read a table or only its index. "Actual Rows" is the average of the loops.
    (
      select sum(
        (node ->> 'Actual Loops')::numeric
        * (
          (node ->> 'Actual Rows')::numeric
          + coalesce((node ->> 'Rows Removed by Filter')::numeric, 0)
          + coalesce((node ->> 'Rows Removed by Index Recheck')::numeric, 0)
        )
      )
      from jsonb_path_query(plan, 'strict $.** ? (exists(@."Relation Name"))') as each (node)
    ),
    (plan #>> '{0,Plan,Shared Hit Blocks}')::bigint + (plan #>> '{0,Plan,Shared Read Blocks}')::bigint;
end
$$;

-- Measures a page with its exact total. Its keys come from an index; only its own rows are read from the table.
-- matching: a query for start_time and session_id. Where it has several parts, each ends with "/* newest */", so that a page reads
-- no more of it than it can show. depth: 0 to 1.
create function pg_temp.page(question text, matching text, depth numeric, size integer) returns void language plpgsql as $$
declare
  newest_first constant text := 'order by start_time desc, session_id desc';
  total bigint;
  skip bigint;
begin
  execute format('select count(*) from (%s) as matching', matching) into total;
  skip := greatest(0, least(floor(total * depth), total - size));
  perform pg_temp.measure(
    question,
    total,
    format(
      'with page as (select * from (%1$s) as matching %2$s limit %3$s offset %4$s) '
      'select (select count(*) from (%5$s) as matching), session.* '
      'from page join session on session.bot = 1 and session.session_id = page.session_id '
      'order by page.start_time desc, page.session_id desc',
      replace(matching, '/* newest */', format('%s limit %s', newest_first, skip + size)), newest_first, size, skip, matching
    )
  );
end
$$;

-- Measures a page of 100 of the billing sessions (docs/contract.md, section 16) of the last days, and their exact number.
create function pg_temp.billing(question text, days integer, half boolean) returns void language plpgsql as $$
declare
  -- Reads one index alone.
  billed text := format(
    'select start_time, session_id, '
    'greatest(1, ceil(extract(epoch from coalesce(transferred_at, end_time) - start_time) / 900))::integer as parts '
    'from session where bot = 1 and session_type = ''interactive'' and not developer and closed_at is not null '
    'and start_time >= timestamptz ''2026-11-16Z'' - interval ''%s days'' and start_time < ''2026-11-16Z''',
    days
  );
  total bigint;
begin
  execute format('select sum(parts) from (%s) as billed', billed) into total;
  perform pg_temp.measure(
    question,
    total,
    format(
      'with page as ('
      'select start_time, session_id, part from (%1$s) as billed, generate_series(1, parts) as part '
      'order by start_time desc, session_id desc, part limit 100 offset %2$s) '
      'select (select sum(parts) from (%1$s) as billed), page.part, session.* '
      'from page join session on session.bot = 1 and session.session_id = page.session_id '
      'order by page.start_time desc, page.session_id desc, page.part',
      billed, case when half then total / 2 else 0 end
    )
  );
end
$$;

-- Measures the sessions by day, containment and type.
create function pg_temp.metrics(question text, days integer) returns void language plpgsql as $$
declare
  statement text := format(
    'select date_trunc(''day'', start_time), containment_type, session_type, count(*) from session '
    'where bot = 1 and start_time >= timestamptz ''2026-11-16Z'' - interval ''%s days'' and start_time < ''2026-11-16Z'' '
    'group by 1, 2, 3',
    days
  );
  total bigint;
begin
  execute format('select sum(count) from (%s) as counted', statement) into total;
  perform pg_temp.measure(question, total, statement);
end
$$;

set timezone to 'UTC';
\set in_week 'bot = 1 and start_time between ''2026-11-09Z'' and ''2026-11-15 23:59:59.999Z'''
\set sessions 'select start_time, session_id from session where ' :in_week
\set tagged 'select start_time, session_id from session_tag where ' :in_week
\set gold :tagged ' and tag = ''plan=gold'''
\set rare :tagged ' and tag = ''campaign=week-47'''
\set self_service ' and containment_type = ''selfService'''
\set agent ' and containment_type = ''agent'''
\set interactive ' and session_type = ''interactive'''

-- The names are those of BenchmarkQueries and MetricsBench. The results of select are empty.
\o /dev/null
set search_path to week;
select user_id as heavy_user from session where bot = 1 group by user_id order by count(*) desc limit 1 \gset
\set of_user :sessions ' and user_id = ''' :heavy_user ''''
\set user_gold :of_user ' and tags @> ''[{"name":"plan","value":"gold"}]'''
\set of_gold ' (select from session_tag as gold where gold.bot = 1 and gold.session_id = session_tag.session_id and gold.tag = ''plan=gold'')'
\set both :rare ' and exists' :of_gold
\set either '(' :gold ' /* newest */) union all (' :rare ' and not exists' :of_gold ' /* newest */)'
select pg_temp.page('first page', :'sessions', 0, 100);
select pg_temp.page('page at half depth', :'sessions', 0.5, 100);
select pg_temp.page('last page', :'sessions', 1, 100);
select pg_temp.page('one session and the total', :'sessions', 0, 1);
select pg_temp.page('selfService, first page', :'sessions' || :'self_service', 0, 100);
select pg_temp.page('selfService, page at half depth', :'sessions' || :'self_service', 0.5, 100);
select pg_temp.page('agent, first page', :'sessions' || :'agent', 0, 100);
select pg_temp.page('agent, page at half depth', :'sessions' || :'agent', 0.5, 100);
select pg_temp.page('selfService and interactive, first page', :'sessions' || :'self_service' || :'interactive', 0, 100);
select pg_temp.page('selfService and interactive, page at half depth', :'sessions' || :'self_service' || :'interactive', 0.5, 100);
select pg_temp.page('by user, first page', :'of_user', 0, 10);
select pg_temp.page('by user, page at half depth', :'of_user', 0.5, 10);
select pg_temp.page('by tag, first page', :'gold', 0, 100);
select pg_temp.page('by tag, page at half depth', :'gold', 0.5, 100);
select pg_temp.page('by tag, last page', :'gold', 1, 100);
select pg_temp.page('by tag, selfService, first page', :'gold' || :'self_service', 0, 100);
select pg_temp.page('by tag, selfService, page at half depth', :'gold' || :'self_service', 0.5, 100);
select pg_temp.page('by tag, selfService, last page', :'gold' || :'self_service', 1, 100);
select pg_temp.page('by tag, agent, first page', :'gold' || :'agent', 0, 100);
select pg_temp.page('by tag, agent, page at half depth', :'gold' || :'agent', 0.5, 100);
select pg_temp.page('by tag, agent, last page', :'gold' || :'agent', 1, 100);
select pg_temp.page('by a rarer tag, first page', :'rare', 0, 100);
select pg_temp.page('by a rarer tag, page at half depth', :'rare', 0.5, 100);
select pg_temp.page('by a rarer tag, last page', :'rare', 1, 100);
select pg_temp.page('by both tags, first page', :'both', 0, 100);
select pg_temp.page('by both tags, page at half depth', :'both', 0.5, 100);
select pg_temp.page('by both tags, last page', :'both', 1, 100);
select pg_temp.page('by either tag, first page', :'either', 0, 100);
select pg_temp.page('by either tag, page at half depth', :'either', 0.5, 100);
select pg_temp.page('by either tag, last page', :'either', 1, 100);
select pg_temp.page('by user and tag, first page', :'user_gold', 0, 10);
select pg_temp.page('by user and tag, page at half depth', :'user_gold', 0.5, 10);
select pg_temp.page('by user and tag, last page', :'user_gold', 1, 10);
set search_path to quarter;
select pg_temp.metrics('metrics, 7 days', 7);
select pg_temp.metrics('metrics, 92 days', 92);
select pg_temp.billing('billing sessions, 1 days, first page', 1, false);
select pg_temp.billing('billing sessions, 1 days, page at half depth', 1, true);
select pg_temp.billing('billing sessions, 7 days, first page', 7, false);
select pg_temp.billing('billing sessions, 7 days, page at half depth', 7, true);
select pg_temp.billing('billing sessions, 92 days, first page', 92, false);
\o

\pset footer off
select question, total, round(milliseconds, 1) as milliseconds, rows_read, buffers from answer order by number;
select
  pg_size_pretty(sum(pg_table_size(oid))) as "tables of the week",
  pg_size_pretty(sum(pg_indexes_size(oid))) as "indexes of the week",
  split_part(version(), ' on ', 1) as server,
  current_setting('shared_buffers') as shared_buffers
from pg_class
where relkind = 'r' and relnamespace = 'week'::regnamespace;
