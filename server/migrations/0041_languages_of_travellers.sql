-- The pages for travellers speak more languages than the mails to colleagues.
alter table brandings
  drop constraint brandings_default_locale_check,
  add constraint brandings_default_locale_check check (default_locale in
    ('en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ja', 'zh', 'ar'));
