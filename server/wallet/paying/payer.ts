/** Who shows a code, as it was when it was issued. */
export type Payer = {
  /** The id of this one code: it is used once. */
  code: string
  person: string
  device: string
  /** Where the money comes from: `balance`, or a card that pays what the balance lacks. */
  source: string
  /** The phone made it by itself; nobody here saw it being issued. */
  offline: boolean
}
