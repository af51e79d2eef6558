/** The longer side of a picture that is sent: enough to read a receipt by. */
const SIDE_MAX_PX = 1_800
const QUALITY = 0.82
export const SENT_MAX_BYTES = 3_145_728

/**
 * A photo as it is sent: smaller, and drawn anew, so that where it was taken stays on the phone. A
 * document goes as it is. Undefined for what no browser can show and for what is too large.
 */
export async function shrunk(file: File): Promise<Blob | undefined> {
  if (file.type === 'application/pdf') return file.size <= SENT_MAX_BYTES ? file : undefined
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    () => undefined,
  )
  if (!picture) return undefined
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const paper = canvas.getContext('2d')
  if (!paper) return undefined
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  return blob !== null && blob.size <= SENT_MAX_BYTES ? blob : undefined
}

/** The bytes of a blob as base64. */
export function base64Of(blob: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => done(String(reader.result).split(',')[1] ?? ''))
    reader.addEventListener('error', () => failed(reader.error ?? new Error('unreadable')))
    reader.readAsDataURL(blob)
  })
}
