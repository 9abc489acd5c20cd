/** What a supplier says that an eSIM has used, since it began to count. */
type Figure = {
  usedBytes: bigint;
  /** Of all packages that it counts; null without a limit. */
  totalBytes: bigint | null;
  /** Of which moment it is, where the supplier says so. */
  asOf: Date | null;
};

/** The figure that was counted last. */
export type KeptFigure = {
  usedBytes: bigint;
  totalBytes: bigint | null;
  /** Raised when the supplier begins to count anew. */
  generation: number;
  asOf: Date | null;
  /** A lower figure, which is an old answer unless a later one confirms it. */
  fell: { usedBytes: bigint; at: Date } | null;
};

/** An answer of a supplier. */
export type Answer = { figure: Figure; askedAt: Date };

/** What an answer adds to what was counted; `isLate` if it says nothing new. */
export type Followed = { bytes: bigint; kept: KeptFigure; isLate: boolean };

/**
 * Returns what an answer adds to the figure that was counted last. A repeated answer adds nothing,
 * and a late one is passed over. A figure that fell is one of two things: an old answer from a
 * cache, or the supplier counts anew. It counts anew only if the supplier dates the figure later,
 * or still says so after `staleMs`, the age that its answers may have.
 */
export function followFigure(
  kept: KeptFigure,
  { figure, askedAt }: Answer,
  { staleMs }: { staleMs: number },
): Followed {
  const at = earlier(figure.asOf ?? askedAt, askedAt);
  const { usedBytes, totalBytes } = figure;
  if (kept.asOf && at < kept.asOf) return { bytes: 0n, kept, isLate: true };
  if (usedBytes >= kept.usedBytes) {
    const bytes = usedBytes - kept.usedBytes;
    return counted({ ...kept, usedBytes, totalBytes, asOf: at, fell: null }, bytes);
  }
  if (!isConfirmed(kept, { figure, at }, staleMs)) {
    const isLower = !kept.fell || usedBytes < kept.fell.usedBytes;
    return { bytes: 0n, kept: isLower ? { ...kept, fell: { usedBytes, at } } : kept, isLate: true };
  }
  const generation = kept.generation + 1;
  const bytes = sinceNewCount(kept, figure);
  return counted({ usedBytes, totalBytes, generation, asOf: at, fell: null }, bytes);
}

function counted(kept: KeptFigure, bytes: bigint): Followed {
  return { bytes, kept, isLate: false };
}

function isConfirmed(
  { asOf, fell }: KeptFigure,
  { figure, at }: { figure: Figure; at: Date },
  staleMs: number,
): boolean {
  if (figure.asOf) return asOf === null || at > asOf;
  if (!fell || figure.usedBytes < fell.usedBytes) return false;
  return at.getTime() - fell.at.getTime() >= staleMs;
}

/**
 * Where packages that are over were left out of the sum, what is left of the others tells what was
 * used; otherwise the new count began at zero.
 */
function sinceNewCount(kept: KeptFigure, { usedBytes, totalBytes }: Figure): bigint {
  if (totalBytes === null || kept.totalBytes === null) return usedBytes;
  const [before, now] = [kept.totalBytes - kept.usedBytes, totalBytes - usedBytes];
  return totalBytes < kept.totalBytes && now <= before ? before - now : usedBytes;
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
