-- +goose Up
-- When a program warns of a candidate, beyond what completing asks: its own
-- rule, which it may change at any time. No row is the default.
create table at_risk_rule (
  tenant_id  uuid not null,
  id         uuid not null, -- the program's
  warn_below integer not null default 0 check (warn_below between 0 and 100), -- percent; 0: the cohort's floor alone
  missed     integer not null default 0 check (missed between 0 and 100),     -- sessions, excused ones left out; 0: however many
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references program
);
call app.organisation_side('at_risk_rule');
