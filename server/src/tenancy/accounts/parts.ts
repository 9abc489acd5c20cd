import type { Encryption } from '../../kernel/encryption.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Access } from './access.ts';

export type AccountParts = WriteParts & { access: Access; encryption: Encryption };
