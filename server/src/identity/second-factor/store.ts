import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type SecondFactorRow = {
  personId: string;
  /** Both encrypted; see `SecondFactorSecrets`. */
  secret: string;
  recoveryCodes: string;
  isVerified: boolean;
  failedAttempts: number;
  lockedUntil: Date | null;
  /** The half minute of the last code that was used. */
  lastStep: bigint | null;
};

/** Returns a person's second factor, locked: codes are checked one after the other. */
export async function selectSecondFactorForUpdate(
  tx: Tx,
  personId: string,
): Promise<SecondFactorRow | undefined> {
  return await tx.row<SecondFactorRow>(sql`
    select person_id as "personId", secret, recovery_codes as "recoveryCodes",
      verified as "isVerified", failed_attempts as "failedAttempts",
      locked_until as "lockedUntil", last_step as "lastStep"
    from second_factors
    where person_id = ${personId}
    for update`);
}

/** Keeps a new second factor in place of one that was never confirmed. */
export async function upsertSecondFactor(
  tx: Tx,
  factor: { id: string; personId: string; secret: string; recoveryCodes: string },
): Promise<boolean> {
  const kept = await tx.run(sql`
    insert into second_factors (id, person_id, secret, recovery_codes)
    values (${factor.id}, ${factor.personId}, ${factor.secret}, ${factor.recoveryCodes})
    on conflict (person_id) do update
    set secret = excluded.secret, recovery_codes = excluded.recovery_codes, failed_attempts = 0,
      locked_until = null, last_step = null
    where not second_factors.verified`);
  return kept === 1;
}

/** Keeps that a code was right: what failed before is over, and the code is used. */
export async function updateUse(
  tx: Tx,
  used: { personId: string; step?: bigint; recoveryCodes?: string },
): Promise<void> {
  await tx.run(sql`
    update second_factors
    set failed_attempts = 0, locked_until = null, verified = true,
      last_step = coalesce(${used.step ?? null}, last_step),
      recovery_codes = coalesce(${used.recoveryCodes ?? null}, recovery_codes)
    where person_id = ${used.personId}`);
}

export async function updateFailure(
  tx: Tx,
  failure: { personId: string; failedAttempts: number; lockedUntil: Date | null },
): Promise<void> {
  await tx.run(sql`
    update second_factors
    set failed_attempts = ${failure.failedAttempts}, locked_until = ${failure.lockedUntil}
    where person_id = ${failure.personId}`);
}

export async function updateRecoveryCodes(
  tx: Tx,
  { personId, recoveryCodes }: { personId: string; recoveryCodes: string },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update second_factors
    set recovery_codes = ${recoveryCodes}
    where person_id = ${personId}
      and verified`);
  return changed === 1;
}

export async function deleteSecondFactor(tx: Tx, personId: string): Promise<boolean> {
  const deleted = await tx.run(sql`
    delete from second_factors
    where person_id = ${personId}`);
  return deleted === 1;
}

/** Returns what rests encrypted, in the order of the ids, behind one of them. */
export async function selectEncrypted(
  db: Queryable,
  { behind, limit }: { behind: string | null; limit: number },
): Promise<Pick<SecondFactorRow, 'personId' | 'secret' | 'recoveryCodes'>[]> {
  return await db.rows(sql`
    select person_id as "personId", secret, recovery_codes as "recoveryCodes"
    from second_factors
    where ${behind}::uuid is null
      or person_id > ${behind}::uuid
    order by person_id
    limit ${limit}`);
}

/** Replaces what rests encrypted, unless it was changed meanwhile. */
export async function updateEncrypted(
  db: Queryable,
  of: Pick<SecondFactorRow, 'personId' | 'secret' | 'recoveryCodes'> & {
    before: Pick<SecondFactorRow, 'secret' | 'recoveryCodes'>;
  },
): Promise<boolean> {
  const changed = await db.run(sql`
    update second_factors
    set secret = ${of.secret}, recovery_codes = ${of.recoveryCodes}
    where person_id = ${of.personId}
      and secret = ${of.before.secret}
      and recovery_codes = ${of.before.recoveryCodes}`);
  return changed === 1;
}
