import { personOf } from '../support/people.ts';
import { apart, ask, askWith, type Scenes } from './stage.ts';

/** Reasons to refuse a change of a team. */
export const TEAM_SCENES: Scenes = {
  already_member: async (stage) => {
    const { store, organizationId } = stage.reseller;
    const { email } = await personOf(store, organizationId, 'viewer');
    return askWith(stage, { email });
  },
  last_owner: async (stage) => {
    const alone = await apart(stage);
    const call = await alone.reseller.callerFor('team');
    const personId: string = (await call('GET', '/auth/session')).json().person.id;
    return ask(alone, ({ body }) => ({
      params: { personId },
      ...(body && { body: { role: 'viewer' } }),
    }));
  },
};
