import type { Encryption } from '../../kernel/encryption.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Payments } from './payments.ts';

export type PaymentParts = WriteParts & { payments: Payments; encryption: Encryption };
