import type { Form } from './forms.ts';

const OPERATOR = { as: 'operator', side: 'operator' } as const;

/** Forms of the platform's side; `$ticket` and `$account` are of the filled store. */
export const OPERATOR_FORMS: readonly Form[] = [
  {
    ...OPERATOR,
    name: 'an operator adjusting credits',
    path: 'money?tab=adjustments&new=adjustment&account=$account',
    fields: [
      ['Amount', '1'],
      ['Reason', 'NAME'],
    ],
    button: 'Add credits',
    operation: '/operator/adjustments',
    done: /^Credits adjusted$/,
    listed: '/operator/adjustments?limit=100',
  },
  {
    ...OPERATOR,
    name: 'an operator keeping a canned answer',
    path: 'desk?answers=open',
    opens: [/^New canned answer$/],
    fields: [
      ['Name of the answer', 'NAME'],
      ['English text', 'Please restart the phone.'],
    ],
    button: 'Save canned answer',
    operation: '/operator/canned-answers',
    done: /^Canned answer kept$/,
    listed: '/operator/canned-answers',
  },
  {
    ...OPERATOR,
    name: 'an operator replying to a ticket',
    path: 'desk?open=$ticket',
    isInPage: true,
    fields: [['Your reply', 'NAME']],
    button: 'Reply',
    operation: '/operator/tickets/*/replies',
    done: /^Reply sent$/,
    listed: '/operator/tickets/$ticket',
  },
  {
    ...OPERATOR,
    name: 'an operator writing an internal note',
    path: 'desk?open=$ticket',
    isInPage: true,
    fields: [['Internal note', 'NAME']],
    button: 'Add note',
    operation: '/operator/tickets/*/notes',
    done: 'NAME',
    listed: '/operator/tickets/$ticket',
  },
  {
    ...OPERATOR,
    name: 'an operator setting the seller',
    path: 'installation?tab=seller',
    fields: [['Legal name', 'NAME']],
    button: 'Save seller',
    operation: '/operator/seller',
    method: 'PUT',
    done: /^Seller saved$/,
  },
];
