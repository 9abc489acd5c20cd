import type { Person } from './stage.ts';

/** A form of the portal that does something once. */
export type Form = {
  name: string;
  /** Of the sandbox; `$customer`, `$iccid`, `$item` and `$key` are of the filled store. */
  path: string;
  /** The person who fills it in; default: the owner. */
  as?: Person;
  /** The account of the page; default: the sandbox. */
  side?: 'operator';
  /** Whether it stands in the page or a panel, although the address opens something. */
  isInPage?: true;
  /** What is pressed to open it: a button, or a button and an entry of its menu. */
  opens?: [button: RegExp, entry?: string];
  /** The label of each field and what is typed; `NAME` is another text in every test. */
  fields: [label: string, text: string][];
  /** A field that offers a list, and what is chosen. */
  choice?: [label: string, text: string];
  /** A switch that is turned on. */
  turnsOn?: string;
  /** What is pressed before the button that sends. */
  checks?: string;
  button: string | RegExp;
  /** The end of the operation's path; a star stands for an ID. */
  operation: string;
  method?: 'POST' | 'PUT' | 'DELETE';
  /** A text that only the body of the real request has, where a dry run has the same path. */
  sends?: string;
  /** What only the body of a dry run of the same path contains. */
  without?: string;
  /** The text of the page when it is done. */
  done: RegExp | 'NAME';
  /** Where the API lists what was made, once; left out where a repetition changes nothing. */
  listed?: string;
  /** The list that is counted, where the answer has several. */
  list?: string;
  /** Whether the list has nothing else, so that entries are counted without their name. */
  isAlone?: true;
  /** False where the API takes no idempotency key, because the first answer cannot be kept. */
  isRepeatable?: false;
};

const EMAIL = 'NAME@people.test';
const CUSTOMER = 'customers/$customer';
const SETTINGS = 'credits?tab=settings';

export const FORMS: readonly Form[] = [
  {
    name: 'selling a package',
    path: 'sales?sell=new',
    choice: ['Package', 'eSIM Germany 1 GB'],
    fields: [['Metatag', 'NAME']],
    button: /^Sell for /,
    operation: '/gigastore/activations/register',
    done: /is sold\.$/,
    listed: '/gigastore/activations/activated-items?page_size=100',
  },
  {
    name: 'selling from a list',
    path: 'sales/many?new=batch',
    fields: [['List', `email,item,metatag\n${EMAIL},eSIM Germany 1 GB,list`]],
    checks: 'Check the list',
    button: /^Sell 1 package for /,
    operation: '/gigastore/activations/batches',
    done: / of 1 sold$/,
    listed: '/gigastore/activations/batches',
    isAlone: true,
  },
  {
    name: 'buying stock',
    path: 'inventory?stock=$item',
    fields: [['Units', '2']],
    button: /^Buy for /,
    operation: '/gigastore/products/inventory/*/stock',
    done: /units of .* are in stock\.$/,
  },
  {
    name: 'setting prices',
    path: 'inventory?set=DE&price=new',
    fields: [['Margin', '62']],
    button: /^Save [1-9]\d* prices?$/,
    operation: '/gigastore/products/inventory/prices',
    method: 'PUT',
    done: /prices? (is|are) saved\.$/,
  },
  {
    name: 'keeping a pricing rule',
    path: 'inventory?set=DE&price=new',
    fields: [['Margin', '63']],
    turnsOn: 'Keep this rule',
    // The prices are saved at the first click already.
    button: /^(Save [1-9]\d* prices?|Keep the rule)$/,
    operation: '/gigastore/pricing-rules',
    done: /and the rule is kept\.$/,
    listed: '/gigastore/pricing-rules',
    isAlone: true,
  },
  {
    name: 'importing prices',
    path: 'inventory?import=csv',
    fields: [['CSV', 'id,retailPrice\n$item,23.45']],
    checks: 'Preview',
    button: 'Save 1 price',
    operation: '/gigastore/products/inventory/prices/import',
    sends: '"token"',
    done: /^1 price is saved\.$/,
  },
  {
    name: 'writing a note',
    path: CUSTOMER,
    fields: [['Add a note', 'NAME']],
    button: 'Save note',
    operation: '/gigastore/customers/*/notes',
    done: 'NAME',
    listed: '/gigastore/customers/$customer/notes',
  },
  {
    name: 'changing the email of a customer',
    path: CUSTOMER,
    opens: [/^More actions/, 'Change email'],
    fields: [['New email', EMAIL]],
    button: 'Change email',
    operation: '/gigastore/activations/customers/*',
    method: 'PUT',
    done: /^The email is changed\.$/,
  },
  {
    name: 'sending the installation link',
    path: `${CUSTOMER}?send=$iccid`,
    fields: [['Send to', EMAIL]],
    button: 'Send link',
    operation: '/gigastore/esim/*/send-installation',
    done: /^The link is on its way to /,
    listed: '/gigastore/customers/$customer/timeline?kind=mail',
    isAlone: true,
  },
  {
    name: 'opening a ticket',
    path: 'tickets?new=ticket',
    fields: [
      ['Subject', 'NAME'],
      ['What happened', 'The traveller finds no network.'],
    ],
    button: 'Send ticket',
    operation: '/gigastore/tickets',
    done: /^The ticket is sent/,
    listed: '/gigastore/tickets?limit=100',
  },
  {
    name: 'buying credits',
    path: 'credits?buy=new',
    fields: [['Amount of credits', '77.00']],
    button: /^Get transfer details for /,
    operation: '/gigastore/credits/purchases',
    done: /^Transfer this amount$/,
    listed: '/gigastore/credits/purchases',
    isAlone: true,
  },
  {
    name: 'adding a card',
    path: SETTINGS,
    fields: [['Test card number', '4242424242424242']],
    button: 'Add credit card',
    operation: '/gigastore/payment-methods/setup',
    done: /visa ···· 4242/i,
    listed: '/gigastore/payment-methods',
    isAlone: true,
  },
  {
    name: 'the automatic top-up',
    path: SETTINGS,
    fields: [
      ['Buy', '321.00'],
      ['At most in a month', '900.00'],
    ],
    button: 'Save top-up',
    operation: '/gigastore/credits/auto-top-up',
    method: 'PUT',
    done: /^The automatic top-up is saved\.$/,
  },
  {
    name: 'the low-credit alert',
    path: SETTINGS,
    fields: [['Below', '43.00']],
    button: 'Save alert',
    operation: '/gigastore/credits/alert',
    method: 'PUT',
    done: /^The alert is saved\.$/,
  },
  {
    name: 'the company',
    path: 'organization',
    fields: [['Company name', 'NAME']],
    button: 'Save changes',
    operation: '/gigastore/organization',
    method: 'PUT',
    done: /^Saved$/,
  },
  {
    name: 'the billing details',
    path: 'organization?tab=billing',
    fields: [['Legal name', 'NAME']],
    button: 'Save changes',
    operation: '/gigastore/billing-details',
    method: 'PUT',
    done: /^Saved$/,
  },
  {
    name: 'the branding',
    path: 'organization?tab=branding',
    fields: [['Name that travellers see', 'NAME']],
    button: 'Save changes',
    operation: '/gigastore/branding',
    method: 'PUT',
    done: /^Saved$/,
  },
  {
    name: 'inviting a colleague',
    path: 'organization?tab=team&invite=new',
    fields: [['Email', EMAIL]],
    button: 'Send invitation',
    operation: '/gigastore/team/invitations',
    done: /^Invitation sent to /,
    listed: '/gigastore/team',
  },
  {
    name: 'setting up a second factor',
    path: 'me',
    as: 'support',
    fields: [['Your password', 'demo-password']],
    button: 'Set up',
    operation: '/auth/two-factor/set-up',
    done: /^Scan this code /,
    isRepeatable: false,
  },
  {
    name: 'changing the password',
    path: 'me',
    as: 'finance',
    fields: [
      ['Current password', 'demo-password'],
      ['New password', 'NAME'],
    ],
    button: 'Change password',
    operation: '/auth/change-password',
    done: /^The password is changed\.$/,
    isRepeatable: false,
  },
];
