/** A usual case of support, as a prompt. */
export type SupportCase = {
  name: string;
  title: string;
  description: string;
  /** What has to be known. */
  argument: { name: string; description: string };
  steps: string;
};

const iccid = { name: 'iccid', description: 'The ICCID of the eSIM.' };
const customer = {
  name: 'customer',
  description: 'The email address, metatag, ICCID or ID of the customer.',
};

/** The usual cases of support. */
export const SUPPORT_CASES: readonly SupportCase[] = [
  {
    name: 'no_internet',
    title: 'A traveller has no internet',
    description: 'Finds out why an eSIM does not connect.',
    argument: iccid,
    steps:
      'Call check_connectivity and get_esim. Explain the first check that failed in one ' +
      'sentence, and what the traveller does about it. If no data is left, suggest a top-up from ' +
      'list_inventory with the same country set. Replace the eSIM only if the checks advise it.',
  },
  {
    name: 'cannot_install',
    title: 'A traveller cannot install the eSIM',
    description: 'Checks the installation and sends the link again.',
    argument: iccid,
    steps:
      'Call get_esim. If it is not installed and has installations left, preview ' +
      'send_installation_link. If installCount has reached installLimit or the state is ERROR, ' +
      'preview replace_esim instead. Ask before you confirm either.',
  },
  {
    name: 'out_of_data',
    title: 'A traveller is out of data',
    description: 'Finds a fitting top-up and previews it.',
    argument: customer,
    steps:
      'Call search_customers and get_customer. Find items of the same country set with ' +
      'list_inventory, preview top_up for the best one, and show price and size. Confirm only ' +
      'after a person has agreed.',
  },
  {
    name: 'refund_request',
    title: 'A traveller asks for a refund',
    description: 'Says whether a package can be refunded, and previews it.',
    argument: customer,
    steps:
      'Call search_customers and list_packages. Preview refund_package for the package in ' +
      'question. If it cannot be refunded, explain the code in plain words; search_guides has ' +
      'the rules. Confirm only after a person has agreed.',
  },
  {
    name: 'lost_phone',
    title: 'A traveller has a new phone',
    description: 'Moves the packages to a new eSIM.',
    argument: customer,
    steps:
      'Call search_customers and get_customer. Preview replace_esim for the active eSIM, and ' +
      'confirm after a person has agreed. Then preview send_installation_link for the new one.',
  },
  {
    name: 'missing_webhooks',
    title: 'Webhooks do not arrive',
    description: 'Looks at failed deliveries and explains them.',
    argument: { name: 'event', description: 'The event, or `all`.' },
    steps:
      'Call list_deliveries with the status `failed`. Name the host and the time of the first ' +
      'failure, and use search_guides to say how deliveries are repeated and replayed.',
  },
];
