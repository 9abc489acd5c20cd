export type SnippetLanguage = 'curl' | 'typescript' | 'python';
type Values = { base: string; clientId: string; itemId: string };
type Snippets = Record<'authenticate' | 'list' | 'sell' | 'events', string>;

/** Four calls in each language, with this account's values. */
export const SNIPPETS: Record<SnippetLanguage, (values: Values) => Snippets> = {
  curl: ({ base, clientId, itemId }) => ({
    authenticate: `TOKEN=$(curl -s -X POST -u "${clientId}:$CLIENT_SECRET" \\
  ${base}/reseller/authenticate | jq -r .accessToken)`,
    list: `curl -s -H "Authorization: Bearer $TOKEN" \\
  "${base}/gigastore/products/inventory?active=true"`,
    sell: `curl -s -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" -H "Idempotency-Key: order-1001" \\
  ${base}/gigastore/activations/register \\
  -d '{
    "inventoryItemId": "${itemId}",
    "customerEmail": "traveller@example.com",
    "metatag": "order-1001"
  }'`,
    events: `curl -s -N -H "Authorization: Bearer $TOKEN" \\
  ${base}/gigastore/events/stream`,
  }),
  typescript: ({ base, clientId, itemId }) => ({
    authenticate: `const base = '${base}';
const basic = Buffer.from(\`${clientId}:\${process.env.CLIENT_SECRET}\`).toString('base64');
const login = await fetch(\`\${base}/reseller/authenticate\`, {
  method: 'POST',
  headers: { Authorization: \`Basic \${basic}\` },
});
const { accessToken } = await login.json();
const headers = { Authorization: \`Bearer \${accessToken}\` };`,
    list: `const answer = await fetch(\`\${base}/gigastore/products/inventory?active=true\`, { headers });
const { items } = await answer.json();`,
    sell: `const sale = await fetch(\`\${base}/gigastore/activations/register\`, {
  method: 'POST',
  headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': 'order-1001' },
  body: JSON.stringify({
    inventoryItemId: '${itemId}',
    customerEmail: 'traveller@example.com',
    metatag: 'order-1001',
  }),
});
console.log((await sale.json()).esimProfile.activationCode);`,
    events: `const events = await fetch(\`\${base}/gigastore/events?sort_dir=DESC\`, { headers });
console.log((await events.json()).items);`,
  }),
  python: ({ base, clientId, itemId }) => ({
    authenticate: `import os, httpx

api = httpx.Client(base_url="${base}")
login = api.post("/reseller/authenticate", auth=("${clientId}", os.environ["CLIENT_SECRET"]))
api.headers["Authorization"] = f"Bearer {login.json()['accessToken']}"`,
    list: `items = api.get("/gigastore/products/inventory", params={"active": "true"}).json()["items"]`,
    sell: `sale = api.post(
    "/gigastore/activations/register",
    headers={"Idempotency-Key": "order-1001"},
    json={
        "inventoryItemId": "${itemId}",
        "customerEmail": "traveller@example.com",
        "metatag": "order-1001",
    },
)
print(sale.json()["esimProfile"]["activationCode"])`,
    events: `events = api.get("/gigastore/events", params={"sort_dir": "DESC"}).json()["items"]`,
  }),
};
