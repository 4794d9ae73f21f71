-- +goose Up
-- What IMI asks, as dated data: one row is what one certification asks from a
-- day on. Everybody reads them, IMI's administrator publishes new ones, and
-- none is ever changed: what was judged by one can be looked up for ever.
create table rule_set (
  tenant_id         uuid not null references organisation check (tenant_id = '00000000-0000-7000-8000-000000000001'), -- IMI's
  id                uuid not null,
  certification     text not null check (certification in ('qualified_mediator','certified_mediator','certified_advocate',
                      'intercultural_mediator','online_mediator','young_mediator','young_advocate')),
  effective_from    date not null,
  content           jsonb not null check (jsonb_typeof(content) = 'object'),
  note              text not null default '' check (length(note) <= 2000),
  published_at      timestamptz,  -- null: in force before rule sets were published here
  published_by      uuid,
  published_by_name text not null default '',
  primary key (tenant_id, id),
  constraint rule_set_day unique (tenant_id, certification, effective_from)
);
call app.published_side('rule_set');
revoke update, delete on rule_set from accord_overseer;

-- The rules that IMI has published elsewhere. It names no day for its first
-- ones, and nothing older than these is put forward. The digest was asked for
-- until 31 August 2025; training without a room counts since June 2021.
insert into rule_set (tenant_id, id, certification, effective_from, content) values
  (app.oversight(), '00000000-0000-7000-8000-000004500001', 'qualified_mediator', '2010-01-01',
   '{"obligations":["IMI-QM-01","IMI-QM-02","IMI-QM-03","IMI-QM-04","IMI-TR-01","IMI-TR-02","IMI-TR-03","IMI-SU-01","IMI-SU-02","IMI-SU-03","IMI-SU-05","IMI-SU-06"],"completion":{"citation":"IMI-QM-01","before":12,"fully_online":false},"assessed":false,"documents":[{"kind":"identity_check","citation":"IMI-SU-03"},{"kind":"training_certificate","citation":"IMI-SU-05"}]}'),
  (app.oversight(), '00000000-0000-7000-8000-000004500002', 'qualified_mediator', '2021-06-01',
   '{"obligations":["IMI-QM-01","IMI-QM-02","IMI-QM-03","IMI-QM-04","IMI-TR-01","IMI-TR-02","IMI-TR-03","IMI-SU-01","IMI-SU-02","IMI-SU-03","IMI-SU-05","IMI-SU-06","IMI-QM-05"],"completion":{"citation":"IMI-QM-01","before":12,"fully_online":true},"assessed":false,"documents":[{"kind":"identity_check","citation":"IMI-SU-03"},{"kind":"training_certificate","citation":"IMI-SU-05"}]}'),
  (app.oversight(), '00000000-0000-7000-8000-000004500003', 'certified_mediator', '2010-01-01',
   '{"obligations":["IMI-LI-01","IMI-CM-01","IMI-QA-01","IMI-QA-02","IMI-QA-03","IMI-QA-04","IMI-QA-05","IMI-QA-06","IMI-QA-07","IMI-QA-08","IMI-QA-09","IMI-QA-10","IMI-QA-11","IMI-QA-12","IMI-QA-13","IMI-QA-14","IMI-SU-01","IMI-SU-02","IMI-SU-03","IMI-SU-04","IMI-SU-06"],"experience":{"citation":"IMI-CM-01","counts":{"roles":["mediator","co_mediator"]},"mediations":20,"hours":200},"assessed":true,"documents":[{"kind":"identity_check","citation":"IMI-SU-03"},{"kind":"code_of_conduct","citation":"IMI-SU-04"}]}'),
  (app.oversight(), '00000000-0000-7000-8000-000004500004', 'certified_mediator', '2025-09-01',
   '{"obligations":["IMI-CM-01","IMI-QA-01","IMI-QA-02","IMI-QA-03","IMI-QA-04","IMI-QA-05","IMI-QA-06","IMI-QA-07","IMI-QA-08","IMI-QA-09","IMI-QA-10","IMI-QA-11","IMI-QA-12","IMI-QA-13","IMI-QA-14","IMI-SU-01","IMI-SU-02","IMI-SU-03","IMI-SU-04","IMI-SU-06"],"experience":{"citation":"IMI-CM-01","counts":{"roles":["mediator","co_mediator"]},"mediations":20,"hours":200},"assessed":true,"documents":[{"kind":"identity_check","citation":"IMI-SU-03"},{"kind":"code_of_conduct","citation":"IMI-SU-04"}]}'),
  (app.oversight(), '00000000-0000-7000-8000-000004500005', 'certified_advocate', '2010-01-01',
   '{"obligations":["IMI-LI-01","IMI-CA-01","IMI-CA-02","IMI-CA-03","IMI-QA-01","IMI-QA-02","IMI-QA-03","IMI-QA-04","IMI-QA-05","IMI-QA-06","IMI-QA-07","IMI-QA-08","IMI-QA-09","IMI-QA-10","IMI-QA-11","IMI-QA-12","IMI-QA-13","IMI-QA-14","IMI-SU-01","IMI-SU-02","IMI-SU-03","IMI-SU-04","IMI-SU-06"],"experience":{"citation":"IMI-CA-01","counts":{"roles":["adviser","advocate"]},"mediations":5,"exemptions":[{"citation":"IMI-CA-02","holds":"certified_mediator"},{"citation":"IMI-CA-03","counts":{"roles":["mediator"]},"mediations":10,"hours":200}]},"assessed":true,"documents":[{"kind":"identity_check","citation":"IMI-SU-03"},{"kind":"code_of_conduct","citation":"IMI-SU-04"}]}'),
  (app.oversight(), '00000000-0000-7000-8000-000004500006', 'certified_advocate', '2025-09-01',
   '{"obligations":["IMI-CA-01","IMI-CA-02","IMI-CA-03","IMI-QA-01","IMI-QA-02","IMI-QA-03","IMI-QA-04","IMI-QA-05","IMI-QA-06","IMI-QA-07","IMI-QA-08","IMI-QA-09","IMI-QA-10","IMI-QA-11","IMI-QA-12","IMI-QA-13","IMI-QA-14","IMI-SU-01","IMI-SU-02","IMI-SU-03","IMI-SU-04","IMI-SU-06"],"experience":{"citation":"IMI-CA-01","counts":{"roles":["adviser","advocate"]},"mediations":5,"exemptions":[{"citation":"IMI-CA-02","holds":"certified_mediator"},{"citation":"IMI-CA-03","counts":{"roles":["mediator"]},"mediations":10,"hours":200}]},"assessed":true,"documents":[{"kind":"identity_check","citation":"IMI-SU-03"},{"kind":"code_of_conduct","citation":"IMI-SU-04"}]}'),
  (app.oversight(), '00000000-0000-7000-8000-000004500007', 'intercultural_mediator', '2010-01-01',
   '{"obligations":["IMI-IC-01","IMI-IC-02","IMI-QA-01","IMI-QA-02","IMI-QA-03","IMI-QA-04","IMI-QA-05","IMI-QA-06","IMI-QA-07","IMI-QA-08","IMI-QA-09","IMI-QA-10","IMI-QA-11","IMI-QA-12","IMI-QA-13","IMI-QA-14","IMI-SU-01","IMI-SU-02","IMI-SU-03","IMI-SU-04","IMI-SU-06"],"experience":{"citation":"IMI-IC-01","counts":{"roles":["mediator","co_mediator"]},"mediations":1},"assessed":true,"documents":[{"kind":"identity_check","citation":"IMI-SU-03"},{"kind":"code_of_conduct","citation":"IMI-SU-04"}]}'),
  (app.oversight(), '00000000-0000-7000-8000-000004500008', 'online_mediator', '2010-01-01',
   '{"obligations":["IMI-OM-01","IMI-OM-02","IMI-OM-03","IMI-QA-01","IMI-QA-02","IMI-QA-03","IMI-QA-04","IMI-QA-05","IMI-QA-06","IMI-QA-07","IMI-QA-08","IMI-QA-09","IMI-QA-10","IMI-QA-11","IMI-QA-12","IMI-QA-13","IMI-QA-14","IMI-SU-01","IMI-SU-02","IMI-SU-03","IMI-SU-04","IMI-SU-06"],"experience":{"citation":"IMI-OM-01","counts":{"roles":["mediator","co_mediator"],"medium":"online","months":36},"mediations":20,"exemptions":[{"citation":"IMI-OM-02","holds":"certified_mediator","floor":5}]},"assessed":true,"documents":[{"kind":"identity_check","citation":"IMI-SU-03"},{"kind":"code_of_conduct","citation":"IMI-SU-04"}]}'),
  (app.oversight(), '00000000-0000-7000-8000-000004500009', 'young_mediator', '2010-01-01',
   '{"obligations":["IMI-YM-01"],"assessed":false,"documents":[]}');

-- +goose StatementBegin
create function app.rule_set_holds() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'rule set % stays as it was published', old.id using errcode = 'restrict_violation';
  end if;
  -- By the time it is published its day has begun nowhere on earth, so nobody can have been judged on it.
  if new.published_at is null or new.effective_from <= (new.published_at at time zone 'UTC' + interval '14 hours')::date
    or new.published_at < coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) - interval '1 minute' then
    raise exception 'a rule set for a day that has begun' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger holds before insert or update or delete on rule_set for each row execute function app.rule_set_holds();
