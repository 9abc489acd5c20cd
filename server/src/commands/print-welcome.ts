import { formatAmount } from '../kernel/money.ts';
import type { Config } from '../platform/config/config.ts';
import { VERSION } from '../platform/config/version.ts';
import { DEMO_CREDITS_MINOR, DEMO_KEY, DEMO_PASSWORD, demoItemId } from '../surfaces/seed/index.ts';

/** Returns the text that a terminal shows when the store runs. */
export function printWelcome(config: Config, url: string): string {
  const where = [
    '',
    `  Gigastore ${VERSION} runs in ${config.mode} mode on ${url}`,
    '',
    `  API reference  ${url}/docs/api/`,
  ];
  const demonstration = config.mode === 'sandbox' ? describeDemonstration(url) : [];
  return [...where, ...demonstration, '', '  Ctrl+C stops it.', ''].join('\n');
}

function describeDemonstration(url: string): string[] {
  const { clientId, clientSecret } = DEMO_KEY;
  const credits = formatAmount(DEMO_CREDITS_MINOR);
  return [
    `  API key        ${clientId} / ${clientSecret}, with ${credits} of credits`,
    `  People         owner@demo.test and others, with the password ${DEMO_PASSWORD}`,
    '',
    '  Sell the first package from another terminal:',
    '',
    `TOKEN=$(curl -s -u ${clientId}:${clientSecret} -X POST ${url}/reseller/authenticate \\`,
    `  | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`,
    `curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\`,
    `  -d '{"inventoryItemId":"${demoItemId()}"}' ${url}/gigastore/activations/register`,
  ];
}
