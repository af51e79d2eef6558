const BYTES_PER_MB = 1_048_576

/** A moment as part of a file name, in UTC: 2026-03-01T040000Z. */
export function fileStamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(':', '')}Z`
}

export function megabytes(bytes: number): string {
  return `${(bytes / BYTES_PER_MB).toFixed(1)} MB`
}
