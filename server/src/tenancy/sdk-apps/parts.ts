import type { WriteParts } from '../../platform/http/write.ts';
import type { Access } from '../accounts/index.ts';

export type SdkAppParts = WriteParts & { access: Pick<Access, 'now'> };
