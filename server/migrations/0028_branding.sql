-- Travellers know the reseller, not the platform: mails and pages for them show the reseller's
-- name, logo, colour and contacts.
set local lock_timeout = '5s';

create table brandings (
  organization_id uuid primary key references organizations on delete restrict,
  display_name text check (length(display_name) between 1 and 255),
  accent_color text check (accent_color ~ '^#[0-9a-f]{6}$'),
  support_email text check (length(support_email) between 3 and 254),
  support_phone text check (length(support_phone) between 3 and 32),
  support_url text check (length(support_url) between 8 and 2048),
  shop_url text check (length(shop_url) between 8 and 2048),
  default_locale text check (default_locale in ('en', 'de')),
  sender_name text check (length(sender_name) between 1 and 64)
);

-- Apart from the rest, so that reading a branding does not read its picture.
create table brand_logos (
  organization_id uuid primary key references organizations on delete restrict,
  -- Names the picture in public: nobody guesses it, and it changes with the picture.
  name text not null unique check (name ~ '^[A-Za-z0-9_-]{32}\.(png|svg)$'),
  content bytea not null check (length(content) between 1 and 262144)
);

alter table mails
  -- Who a mail seems to come from, and where answers go; null for the platform's own.
  add column sender_name text check (length(sender_name) between 1 and 64),
  add column reply_to text check (length(reply_to) between 3 and 254);
