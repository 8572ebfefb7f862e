/** The words of requests to join. */
export const booking = {
  requests: {
    heading: 'Asking to join',
    asks: '{{name}} asks to join',
    later: 'Decide later',
    more_one: 'And one more, in the list of participants',
    more_other: 'And {{count}} more, in the list of participants',
    notify: 'Tell me also when this tab is hidden',
  },
  booking: {
    heading: 'Requests to join',
    none: 'Nobody has asked yet. Share the address of this page, and requests appear here by themselves.',
    noneAtAll: 'Nobody asked to join.',
    message: 'Message to the instructor (optional)',
    request: 'Request to join',
    sent: 'Your request is sent',
    withdraw: 'Withdraw',
    approve: 'Approve',
    reject: 'Reject',
    short: { pending: 'Requested', approved: 'Approved', rejected: 'Rejected', withdrawn: 'Withdrawn' },
    state: {
      pending: 'Your request is pending: the instructor has not decided yet. This page changes by itself.',
      approved: 'You are approved: you can join.',
      rejected: 'The instructor did not approve your request.',
      withdrawn: 'You withdrew your request.',
    },
  },
} as const;
