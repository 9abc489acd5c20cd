import type { PublicLinks } from '../../connectivity/esims/index.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Access } from '../../tenancy/accounts/index.ts';

export type SandboxParts = WriteParts & {
  links: PublicLinks;
  access: Pick<Access, 'invalidateAccount'>;
};
