/** Where a tab keeps what it has not sent yet. */
export const outboxKey = (account_id: number, session_id: number) => `lectern-outbox:${account_id}:${session_id}`;
