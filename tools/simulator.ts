import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { airaloSupplier } from '../server/simulators/airalo/supplier.ts';
import { esimAccessSupplier } from '../server/simulators/esim-access/supplier.ts';
import { esimGoSupplier } from '../server/simulators/esim-go/supplier.ts';
import {
  type SimulatedTls,
  type Supplier,
  startSimulator,
} from '../server/simulators/simulator.ts';
import { smdpSupplier } from '../server/simulators/smdp/supplier.ts';
import { createAuthority } from '../server/test/support/certificates.ts';

type Simulated = {
  /** `noticeUrl` is where the store takes notices, for those that send any. */
  supplier(noticeUrl: string | undefined): Supplier;
  port: number;
  /** What an operator does with the address. */
  advice(url: string): string[];
};

/** The simulators with their default ports, and the setting that points the store to them. */
const SIMULATED: Record<string, Simulated> = {
  'esim-access': {
    supplier: (noticeUrl) => esimAccessSupplier(toldAt(noticeUrl)),
    port: 4101,
    advice: (url) =>
      withVariables([`GIGASTORE_ESIM_ACCESS_URL=${url}`, 'GIGASTORE_ESIM_ACCESS_CODE=simulator']),
  },
  'esim-go': {
    supplier: (noticeUrl) => esimGoSupplier(toldAt(noticeUrl)),
    port: 4102,
    advice: (url) =>
      withVariables([`GIGASTORE_ESIM_GO_URL=${url}/v2.5`, 'GIGASTORE_ESIM_GO_KEY=simulator']),
  },
  airalo: {
    supplier: (noticeUrl) => airaloSupplier(toldAt(noticeUrl)),
    port: 4103,
    advice: (url) =>
      withVariables([
        `GIGASTORE_AIRALO_URL=${url}`,
        'GIGASTORE_AIRALO_CLIENT_ID=simulator',
        'GIGASTORE_AIRALO_CLIENT_SECRET=simulator',
      ]),
  },
};

const SMDP_PORT = 4104;
const [name = '', noticeUrl] = process.argv.slice(2);
const simulated = SIMULATED[name];
if (simulated) {
  const { port, advice } = simulated;
  await start(simulated.supplier(noticeUrl), { port, advice });
} else if (name === 'smdp') {
  const { tls, advice } = await makeCertificates();
  const supplier = smdpSupplier(toldAt(noticeUrl));
  await start(supplier, { port: SMDP_PORT, tls, advice });
} else {
  const names = [...Object.keys(SIMULATED), 'smdp'].join(' | ');
  console.error(`Usage: npm run simulator -- <${names}> [URL for notices]`);
  process.exitCode = 2;
}

function toldAt(noticeUrl: string | undefined): { noticeUrl?: string } {
  return noticeUrl === undefined ? {} : { noticeUrl };
}

function withVariables(variables: readonly string[]): string[] {
  return ['Start the store with:', ...variables.map((line) => `  ${line}`)];
}

async function start(
  supplier: Supplier,
  { advice, ...listen }: Pick<Simulated, 'port' | 'advice'> & { tls?: SimulatedTls },
): Promise<void> {
  const { url } = await startSimulator(supplier, { ...listen, latencyMs: 200 });
  console.log(`The simulator of ${name} answers at ${url} until you stop it.`);
  console.log(advice(url).join('\n'));
}

/** Makes certificates that are valid for a day, and writes those of the store to files. */
async function makeCertificates() {
  const authority = createAuthority('Simulated SM-DP+');
  const store = authority.issue(['gigastore.example']);
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-smdp-'));
  const files = { ca: authority.cert, certificate: store.cert, privateKey: store.key };
  for (const [file, pem] of Object.entries(files))
    await writeFile(join(folder, `${file}.pem`), pem);
  return {
    tls: { ...authority.issue(['127.0.0.1', 'localhost']), ca: authority.cert },
    advice: (url: string) => [
      `Set up an SM-DP+ at ${url} with the requester "simulator", the profile type "consumer-1",`,
      `and the certificates of ${folder}: ${Object.keys(files).join('.pem, ')}.pem`,
      ...(noticeUrl === undefined ? ['For notices, name their URL after "smdp".'] : []),
    ],
  };
}
