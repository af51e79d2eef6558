import type { Reason, ReasonCode } from '@suanpan/kernel/posting'

/** Ends an attempt of the model with the reason for it. */
export class ModelRefusal extends Error {
  readonly reason: Reason
  constructor(reason: Reason) {
    super(reason.code)
    this.reason = reason
  }
}

export function refuse(code: ReasonCode, details: Reason['details']): never {
  throw new ModelRefusal({ code, details })
}
