/**
 * Bytes without Node, for everything a browser verifies. Integers are big-endian; base64url has no
 * padding and exactly one spelling for every sequence of bytes.
 */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff)
}

/** Two's complement, so it writes both unsigned and signed 64-bit integers. */
export function int64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigInt64(0, value)
  return bytes
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Two bytes of length, then the text. */
export function sized(text: string): Uint8Array {
  const bytes = utf8(text)
  return concat(u16(bytes.length), bytes)
}

export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Throws for anything but the one spelling that `toBase64url` gives. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(decoded, (char) => char.charCodeAt(0))
  if (toBase64url(bytes) !== text) throw new RangeError('not canonical base64url')
  return bytes
}
