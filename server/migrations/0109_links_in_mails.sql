-- Secrets of links are erased from mails once no link works: few mails have any, and looking for
-- them read every mail of the last 90 days each night.
set local lock_timeout = '5s';

create index mails_with_links on mails (created_at)
  where erased_at is null
    and text ~ '[?&]token=(?!removed)';
