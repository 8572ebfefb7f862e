import { type ErrorBody, type ErrorCode, errors } from '@lectern/contract';

/** A request that is refused for a reason its sender may know. Every other error is ours, and says nothing. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorBody['details'];

  constructor(code: ErrorCode, details?: ErrorBody['details']) {
    super(errors[code].sentence);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errors[this.code].status;
  }

  get body(): ErrorBody {
    return { error: this.message, code: this.code, ...(this.details ? { details: this.details } : {}) };
  }
}
