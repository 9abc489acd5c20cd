export { createAddressChanges, createAddressSetting } from './change-address.ts';
export {
  CLOSING_CONCERNS,
  type ClosingConcern,
  closeByPlatform,
  readPlatformClosing,
} from './close-by-platform.ts';
export type { Invitation } from './invitation-store.ts';
export { type InviteScope, inviteOwner } from './invite.ts';
export { createKeyNotices } from './notify-of-key.ts';
export { openOperator } from './open-operator.ts';
export { invitingParts, showInvitation } from './operator-routes.ts';
export { registerTeamRoutes } from './routes.ts';
export { aMember, anInvitation, InvitationEntry, MemberEntry } from './schemas.ts';
export { requireSeniorOperator } from './senior-operator.ts';
