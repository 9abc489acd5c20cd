import type { Context } from '../../kernel/context.ts';
import type { Queryable, Tx } from './database.ts';

/** What a verb that only reads is given: who asks, when, and where its statements run. */
export type ReadScope = Context & { db: Queryable };

/** What a verb that changes something is given: who asks, when, and the open transaction. */
export type Scope = Context & { db: Tx };
