/** What people and merchants may send: pictures and documents, nothing that a browser would run. */
export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const JPEG = Buffer.from([0xff, 0xd8, 0xff])

/** What a file is by its first bytes, whatever its sender calls it; undefined for anything else. */
export function sniff(bytes: Buffer): MediaType | undefined {
  if (beginsWith(bytes, JPEG)) return 'image/jpeg'
  if (beginsWith(bytes, PNG)) return 'image/png'
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (textAt(bytes, 0, 5) === '%PDF-') return 'application/pdf'
  return undefined
}

const beginsWith = (bytes: Buffer, mark: Buffer): boolean =>
  bytes.subarray(0, mark.length).equals(mark)

const textAt = (bytes: Buffer, from: number, to: number): string =>
  bytes.subarray(from, to).toString('latin1')
