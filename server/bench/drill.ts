/** Drills by name. Each reads its own options. */
const DRILLS: Record<string, () => Promise<unknown>> = {
  patroni: () => import('./drill/patroni.ts'),
  suppliers: () => import('./drill/suppliers.ts'),
};

const [name = ''] = process.argv.slice(2);
const drill = DRILLS[name];
if (drill) {
  await drill();
} else {
  console.error(`Usage: npm run drill -- <${Object.keys(DRILLS).join(' | ')}> [options]`);
  process.exitCode = 2;
}
