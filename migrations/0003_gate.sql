-- +goose Up
-- Signing in: accounts, sessions, redeemed links. Only the gate sees them.

create table account (
  person_id           uuid primary key,
  email               text not null unique check (email = lower(email) and length(email) <= 254),
  name                text not null check (length(name) between 1 and 200),
  password_hash       text not null,
  locale              text not null default 'en' check (locale in ('en','es')),
  time_zone           text not null default 'UTC',
  created_at          timestamptz not null,
  password_changed_at timestamptz not null
);
call app.gate_side('account');

create table account_session (
  token_hash   bytea primary key check (length(token_hash) = 32),
  id           uuid not null unique,
  person_id    uuid not null references account,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null, -- the absolute limit; the idle limit is counted from last_seen_at
  revoked_at   timestamptz,
  user_agent   text not null default '',
  address      text not null default ''
);
create index account_session_person on account_session (person_id, created_at desc);
call app.gate_side('account_session');

-- A person sees their own account and sessions; changing them goes through the gate.
create policy self on account for select to accord_self using (person_id = (select app.person()));
create policy self on account_session for select to accord_self using (person_id = (select app.person()));
grant select (person_id, email, name, locale, time_zone, created_at, password_changed_at) on account to accord_self;
grant select (id, person_id, created_at, last_seen_at, expires_at, revoked_at, user_agent, address) on account_session to accord_self;

create table link_redemption (
  link_id     uuid primary key,
  person_id   uuid,
  redeemed_at timestamptz not null
);
call app.gate_side('link_redemption', 'select, insert');

-- Counted per account and per address, so that guessing is slow and yet
-- nobody can lock another out: see people.SignIn.
create table sign_in_attempt (
  id          uuid primary key,
  account_key bytea not null,
  address_key bytea not null,
  at          timestamptz not null,
  succeeded   boolean not null
);
create index sign_in_attempt_account on sign_in_attempt (account_key, at desc);
create index sign_in_attempt_address on sign_in_attempt (address_key, at desc);
call app.gate_side('sign_in_attempt', 'select, insert, delete');
