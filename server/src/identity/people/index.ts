export { addMember } from './add-member.ts';
export { deleteOldAttempts } from './attempt-store.ts';
export {
  type Attempts,
  createAttempts,
  LOCK_MS,
  MAX_GUESSES,
  MAX_GUESSES_OF_IP,
  MAX_MAILS,
  tooMany,
} from './attempts.ts';
export { withConstantDuration } from './constant-duration.ts';
export { deleteLinks, deleteOldLinks, type SignUpAttempt } from './link-store.ts';
export {
  hashOfLink,
  linkNotFound,
  linkUrl,
  makeLink,
  newLinkToken,
  readLink,
  useLink,
} from './links.ts';
export { mailPerson } from './mail-person.ts';
export {
  deleteMember,
  insertMember,
  isProvedAddress,
  type Member,
  selectMembers,
  selectMembership,
  selectRoleForShare,
  selectRoleSince,
  selectRolesForUpdate,
  selectToNotify,
  updateRole,
} from './member-store.ts';
export { nameInMail } from './name-in-mail.ts';
export { createPasswords, type Passwords } from './passwords.ts';
export { isSignInEmail, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, normalEmail } from './person.ts';
export {
  deleteUnconfirmed,
  insertPerson,
  type PersonRow,
  type SignedUpCompany,
  selectCredentials,
  selectPerson,
  selectPersonByEmail,
  updateHasSecondFactor,
  updateName,
  updateSignedUpAgain,
  updateVerified,
  upsertPassword,
} from './person-store.ts';
export { notSignedIn, startAgain, wrongCode, wrongPassword } from './refusals.ts';
export { ROLE_NAMES } from './role-names.ts';
export {
  leadingRole,
  PLATFORM_ROLES,
  RESELLER_ROLES,
  ROLES,
  type Role,
  rolesFor,
  SCOPES_OF_ROLE,
} from './roles.ts';
export {
  aPersonId,
  LinkToken,
  LocaleInput,
  MailSent,
  NewPassword,
  Password,
  PersonEmail,
  PersonName,
  RoleName,
} from './schemas.ts';
export { verifyPassword } from './verify-password.ts';
