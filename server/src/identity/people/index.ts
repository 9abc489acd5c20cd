export { addMember, type NewMember, openSession } from './add-member.ts';
export { forgetSessionAddresses } from './erase-old-addresses.ts';
export { isProvedAddress, type Member, selectMembers as listMembers } from './member-store.ts';
export { type NewOperator, openOperator } from './open-operator.ts';
export { createPeople, type People, type PeopleParts } from './people.ts';
export { PLATFORM_ROLES, RESELLER_ROLES, ROLES, type Role, SCOPES_OF_ROLE } from './roles.ts';
export { registerPeopleRoutes } from './routes.ts';
export { deleteExpired as pruneSignIns } from './session-store.ts';
