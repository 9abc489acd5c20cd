-- 0039_notifications: a person chooses which mails of the company they receive. Without a choice,
-- the role decides.

create table notification_choices (
  person_id uuid not null references people on delete restrict,
  kind text not null check (length(kind) between 1 and 64),
  is_wanted boolean not null,
  primary key (person_id, kind)
);

-- Mails are sent by slices that stand below those of people, so that they read members here.
create view colleagues as
select member.organization_id, person.id as person_id, person.email, person.locale, member.role
from members as member
join people as person on person.id = member.person_id
where person.email_verified;
