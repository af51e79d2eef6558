/**
 * PostgreSQL array literals for the poster's statements. The driver would build the same text with
 * an escape for every element; a batch has thousands of elements, nearly all of them numbers.
 */
export const int8s = (values: readonly (bigint | number | null)[]): string =>
  `{${values.map((value) => value ?? 'null').join(',')}}`

export const bools = (values: readonly boolean[]): string => `{${values.join(',')}}`

export const texts = (values: readonly (string | null | undefined)[]): string =>
  `{${values.map((value) => (value === null || value === undefined ? 'null' : quoted(value))).join(',')}}`

export const byteas = (values: readonly Uint8Array[]): string =>
  `{${values.map((value) => `"\\\\x${Buffer.from(value).toString('hex')}"`).join(',')}}`

export const instants = (values: readonly (Date | null)[]): string =>
  `{${values.map((value) => (value === null ? 'null' : `"${instantText(value)}"`)).join(',')}}`

// Neighbouring rows of a batch carry the same instant, and writing one costs more than a look-up.
let lastInstant = NaN
let lastText = ''

function instantText(value: Date): string {
  const ms = value.getTime()
  if (ms !== lastInstant) {
    lastInstant = ms
    lastText = value.toISOString()
  }
  return lastText
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}
