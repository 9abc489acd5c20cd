import { Type } from 'typebox';
import { answer, described, Id, nullable, Timestamp } from '../../platform/http/schemas.ts';
import { aPersonId, RoleName } from '../people/index.ts';

const member = {
  personId: described(Id, 'The ID of the person.'),
  name: Type.String({ description: 'The name of the person.' }),
  role: described(RoleName, 'The role of the person in the organization.'),
  hasSecondFactor: Type.Boolean({ description: 'Whether the person has a second factor.' }),
  joinedAt: described(Timestamp, 'When the person joined the organization.'),
};
export const MemberEntry = answer('Member', {
  ...member,
  email: nullable(Type.String({ description: 'Null in responses to API keys.' })),
});
export const InvitationEntry = answer('Invitation', {
  id: described(Id, 'The ID of the invitation.'),
  email: Type.String({ description: 'The address that was invited.' }),
  role: described(RoleName, 'The role that the invited person gets.'),
  createdAt: described(Timestamp, 'When the invitation was sent.'),
  expiresAt: described(Timestamp, 'When the link stops working.'),
  needsApproval: Type.Boolean({
    description: 'Whether another operator has to approve it before the link is mailed.',
  }),
});
export const Team = answer('Team', {
  members: Type.Array(MemberEntry, { description: 'The members of the organization.' }),
  invitations: Type.Array(InvitationEntry, { description: 'Empty in responses to API keys.' }),
});
export const aMember = {
  personId: aPersonId,
  name: 'Ada Traveller',
  email: 'ada@acme.example',
  role: 'developer',
  hasSecondFactor: true,
  joinedAt: '2026-04-30T09:55:36.430Z',
};
export const anInvitation = {
  id: '019a0b6e-3c1e-7d43-9f6b-8e4c3e705d44',
  email: 'bob@acme.example',
  role: 'support',
  createdAt: '2026-04-30T09:55:36.430Z',
  expiresAt: '2026-05-07T09:55:36.430Z',
  needsApproval: false,
};

export const InvitationPreview = answer('InvitationPreview', {
  organization: Type.String({ description: 'The name of the organization.' }),
  email: Type.String({ description: 'The address that was invited.' }),
  role: described(RoleName, 'The role that the invited person gets.'),
  isKnown: Type.Boolean({ description: 'Whether the person already has a name and a password.' }),
});
export const aPreview = {
  organization: 'Acme Travel',
  email: 'bob@acme.example',
  role: 'support',
  isKnown: false,
};
