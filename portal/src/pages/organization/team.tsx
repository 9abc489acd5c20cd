import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { TaskDrawer, TaskForm } from '../../parts/drawer.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { type Role, useMay, useSession } from '../../session/session.ts';
import { sessionWords } from '../../session/words.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { RolesTable } from './roles-table.tsx';
import { TeamSecurity } from './team-security.tsx';
import { organizationWords } from './words.ts';

const route = getRouteApi('/$mode/organization');
const RESELLER: readonly Role[] = ['owner', 'developer', 'finance', 'support', 'viewer'];
const PLATFORM: readonly Role[] = ['operator', 'operator-support'];
type Member = Schemas['Member'];
type Invitation = Schemas['Invitation'];

function useRoles(): readonly Role[] {
  return useSession().organization?.isPlatform ? PLATFORM : RESELLER;
}

export function Team() {
  const { team } = useWords(organizationWords);
  const offered = useRoles();
  const { invite } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (next: string | undefined) =>
    void navigate({ search: (now) => ({ ...now, invite: next }) });
  const { data, error, isPending, refetch } = useApi().queries.useQuery('get', '/gigastore/team');
  return (
    <div className="stack">
      <ErrorNotice error={error} retry={() => void refetch()} />
      <Section
        title={team.members}
        count={data?.members.length}
        actions={
          <AllowedButton
            calls="POST /gigastore/team/invitations"
            size="xs"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => open('new')}
          >
            {team.invite}
          </AllowedButton>
        }
      >
        {isPending && <Skeleton rows={5} />}
        {data && (
          <ul className="lines">
            {data.members.map((member) => (
              <MemberLine key={member.personId} member={member} />
            ))}
          </ul>
        )}
      </Section>
      {data && (
        <Section title={team.invitations} count={data.invitations.length}>
          {data.invitations.length === 0 && <p className="t2 s13 org-lead">{team.noInvitations}</p>}
          <ul className="lines">
            {data.invitations.map((invitation) => (
              <InvitationLine key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        </Section>
      )}
      <TeamSecurity />
      <RolesTable roles={offered} />
      <InviteDrawer isOpen={Boolean(invite)} close={() => open(undefined)} />
    </div>
  );
}

function MemberLine({ member }: { member: Member }) {
  const { team } = useWords(organizationWords);
  const { roles } = useWords(sessionWords);
  const format = useFormat();
  const may = useMay();
  const session = useSession();
  const offered = useRoles();
  const { queries, intention, accept } = useChange();
  const change = queries.useMutation('put', '/gigastore/team/{personId}', {
    onSuccess: ({ role }) => accept(team.changed(member.name, roles[role])),
  });
  const isSelf = session.person.id === member.personId;
  return (
    <li className="org-line">
      <span className="grow cut">
        <span className="strong">{member.name}</span>
        {isSelf && <span className="t3"> · {team.you}</span>}
        <br />
        <span className="t2 s13">{member.email}</span>
      </span>
      <span className="s13 org-factor">
        <State shape={member.hasSecondFactor ? 'done' : 'unknown'}>
          {team.secondFactor}: {member.hasSecondFactor ? team.on : team.off}
        </State>
      </span>
      <span className="t3 small org-joined">{format.date(member.joinedAt)}</span>
      {may('PUT /gigastore/team/{personId}') && !isSelf ? (
        <Select
          size="xs"
          w={150}
          aria-label={`${team.role}: ${member.name}`}
          allowDeselect={false}
          disabled={change.isPending}
          value={member.role}
          data={offered.map((value) => ({ value, label: roles[value] }))}
          onChange={(role) =>
            role &&
            role !== member.role &&
            change.mutate({
              params: { path: { personId: member.personId }, header: intention.headers() },
              body: { role: role as Role },
            })
          }
        />
      ) : (
        <span className="s13 org-role">{roles[member.role]}</span>
      )}
      {may('DELETE /gigastore/team/{personId}') && (
        <span className="org-act">{!isSelf && <RemoveButton member={member} />}</span>
      )}
      {change.error && (
        <div className="org-error">
          <ErrorNotice error={change.error} />
        </div>
      )}
    </li>
  );
}

function RemoveButton({ member }: { member: Member }) {
  const { team } = useWords(organizationWords);
  const parts = useWords(partWords);
  const { queries, intention, accept } = useChange();
  const [isOpen, { open, close }] = useDisclosure();
  const remove = queries.useMutation('delete', '/gigastore/team/{personId}', {
    onSuccess: () => {
      close();
      accept();
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        onClick={open}
        aria-label={`${team.remove}: ${member.name}`}
      >
        {team.remove}
      </Button>
      <Modal opened={isOpen} onClose={close} title={team.removeTitle(member.name)}>
        <p className="s13">{team.removeText(member.name)}</p>
        <ErrorNotice error={remove.error} />
        <div className="form-foot dialog-foot">
          <Button
            variant="filled"
            color="bad"
            loading={remove.isPending}
            onClick={() =>
              remove.mutate({
                params: { path: { personId: member.personId }, header: intention.headers() },
              })
            }
          >
            {team.remove}
          </Button>
          <Button onClick={close}>{parts.cancel}</Button>
        </div>
      </Modal>
    </>
  );
}

function InvitationLine({ invitation }: { invitation: Invitation }) {
  const { team } = useWords(organizationWords);
  const { roles } = useWords(sessionWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const withdraw = queries.useMutation('delete', '/gigastore/team/invitations/{id}', {
    onSuccess: () => accept(),
  });
  return (
    <li className="org-line">
      <span className="grow cut">{invitation.email}</span>
      <span className="t3 small">
        {team.expires} {format.date(invitation.expiresAt)}
      </span>
      <span className="s13 org-role">{roles[invitation.role]}</span>
      <AllowedButton
        calls="DELETE /gigastore/team/invitations/{id}"
        size="xs"
        variant="subtle"
        loading={withdraw.isPending}
        aria-label={`${team.withdraw}: ${invitation.email}`}
        onClick={() =>
          withdraw.mutate({ params: { path: { id: invitation.id }, header: intention.headers() } })
        }
      >
        {team.withdraw}
      </AllowedButton>
      <ErrorNotice error={withdraw.error} />
    </li>
  );
}

function InviteDrawer({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const { team } = useWords(organizationWords);
  const { roles, opens } = useWords(sessionWords);
  const offered = useRoles();
  const { queries, intention, accept } = useChange();
  const form = useForm({
    initialValues: { email: '', role: (offered.at(-2) ?? 'support') as Role },
  });
  const invite = queries.useMutation('post', '/gigastore/team/invitations', {
    onSuccess: ({ email }) => {
      form.reset();
      close();
      accept(team.sent(email));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={team.inviteTitle}>
      <TaskForm
        onSubmit={form.onSubmit((body) =>
          invite.mutate({ body, params: { header: intention.headers() } }),
        )}
        foot={
          <Button type="submit" variant="filled" loading={invite.isPending}>
            {team.send}
          </Button>
        }
      >
        <p className="t2 s13">{team.inviteText}</p>
        <TextInput
          label={team.email}
          type="email"
          required
          data-autofocus
          {...form.getInputProps('email')}
        />
        <Select
          label={team.role}
          description={opens[form.values.role]}
          allowDeselect={false}
          data={offered.map((value) => ({ value, label: roles[value] }))}
          {...form.getInputProps('role')}
        />
        <ErrorNotice error={invite.error} />
      </TaskForm>
    </TaskDrawer>
  );
}
