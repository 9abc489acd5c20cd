import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { apiOf, clearApis } from '../api/client.ts';
import { keepView } from '../api/view.ts';
import { Notice } from '../parts/notice.tsx';
import { placeOf } from '../routes/place.ts';
import { useSession } from '../session/session.ts';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/language.tsx';
import { viewWords } from './view-words.ts';

/** Says that a person of the platform reads as a reseller, and ends it. */
export function ViewBand() {
  const words = useWords(viewWords);
  const format = useFormat();
  const { organization, view } = useSession();
  const navigate = useNavigate();
  if (!view || !organization) return null;
  const end = async () => {
    keepView(undefined);
    clearApis();
    const path = { id: organization.id };
    const to = { to: '/operator/resellers', search: { open: organization.id } };
    await apiOf('operator').calls.DELETE('/operator/organizations/{id}/views', {
      params: { path },
    });
    await navigate(placeOf(to));
  };
  return (
    <Notice tone="wait" title={words.viewing(organization.name, format.exact(view.endsAt))}>
      <p>{words.nothing}</p>
      <div className="note-foot">
        <Button size="xs" onClick={() => void end()}>
          {words.end}
        </Button>
      </div>
    </Notice>
  );
}
