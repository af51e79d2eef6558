/** The phone's clock: for countdowns and for "today", never for what the server decides. */
export function now(): Date {
  return new Date()
}
