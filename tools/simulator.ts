import { airaloSupplier } from '../server/simulators/airalo/supplier.ts';
import { esimAccessSupplier } from '../server/simulators/esim-access/supplier.ts';
import { esimGoSupplier } from '../server/simulators/esim-go/supplier.ts';
import { type Supplier, startSimulator } from '../server/simulators/simulator.ts';

type Simulated = { supplier(): Supplier; port: number; variables(url: string): string[] };

/** The simulators with their default ports, and the setting that points the store to them. */
const SIMULATED: Record<string, Simulated> = {
  'esim-access': {
    supplier: () => esimAccessSupplier(),
    port: 4101,
    variables: (url) => [
      `GIGASTORE_ESIM_ACCESS_URL=${url}`,
      'GIGASTORE_ESIM_ACCESS_CODE=simulator',
    ],
  },
  'esim-go': {
    supplier: () => esimGoSupplier(),
    port: 4102,
    variables: (url) => [`GIGASTORE_ESIM_GO_URL=${url}/v2.5`, 'GIGASTORE_ESIM_GO_KEY=simulator'],
  },
  airalo: {
    supplier: () => airaloSupplier(),
    port: 4103,
    variables: (url) => [
      `GIGASTORE_AIRALO_URL=${url}`,
      'GIGASTORE_AIRALO_CLIENT_ID=simulator',
      'GIGASTORE_AIRALO_CLIENT_SECRET=simulator',
    ],
  },
};

const [name = ''] = process.argv.slice(2);
const simulated = SIMULATED[name];
if (simulated) {
  const { supplier, port, variables } = simulated;
  const { url } = await startSimulator(supplier(), { port, latencyMs: 200 });
  console.log(`The simulator of ${name} answers at ${url} until you stop it.`);
  console.log(`Start the store with:\n  ${variables(url).join('\n  ')}`);
} else {
  console.error(`Usage: npm run simulator -- <${Object.keys(SIMULATED).join(' | ')}>`);
  process.exitCode = 2;
}
