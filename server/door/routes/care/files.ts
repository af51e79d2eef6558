import { Readable } from 'node:stream'
import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { conversationOfMessage, getConversation } from '../../../care/index.ts'
import { getFile, openFile, storeFile, type StoredFile } from '../../../platform/index.ts'
import { findDispute, getDisputeStep } from '../../../wallet/index.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import type { ServerPrincipal } from '../../principal.ts'

/** Pictures and documents that people and merchants send. */
export const fileHandlers = [
  handle(routes.myFiles.create, async ({ body, principal, house, idFor, replayed }) => {
    const bytes = Buffer.from(body.data, 'base64')
    const kept = await storeFile(house.ground, { id: idFor('fil'), owner: principal.id, bytes })
    if (kept.replayed) replayed()
    return fileView(kept)
  }),

  handle(routes.files.create, async ({ body, principal, house, idFor, replayed }) => {
    const bytes = Buffer.from(body.data, 'base64')
    const owner = senderOf(principal)
    const kept = await storeFile(house.ground, { id: idFor('fil'), owner, bytes })
    if (kept.replayed) replayed()
    return fileView(kept)
  }),

  handle(routes.myFiles.get, async ({ params, principal, house, download }) => {
    const found = await getFile(house.ground.db, params.id)
    if (!found || !(await maySee(house, found, principal.id))) {
      throw new Refusal('file_not_found', { file: params.id })
    }
    return bytesOf(house, found, download)
  }),
]

/** Under which name a server's files are kept: the merchant's, or its own key's. */
export const senderOf = ({ id, apiKey }: ServerPrincipal): string => apiKey.merchant ?? id

/** Their own, and what others sent to a thing of theirs. */
async function maySee(
  { ground }: House,
  { owner, subject }: StoredFile,
  person: string,
): Promise<boolean> {
  if (owner === person) return true
  if (subject === null) return false
  const conversation = await conversationOfMessage(ground.db, subject)
  if (conversation !== undefined) {
    return (await getConversation(ground.db, conversation)).person === person
  }
  const step = await getDisputeStep(ground.db, subject)
  return step !== undefined && (await findDispute(ground.db, step.dispute))?.person === person
}

const ENDINGS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
} as const satisfies Record<StoredFile['mediaType'], string>

/** Always as a download: nothing that somebody sent is a page of ours. */
export async function bytesOf(
  { ground }: House,
  { id, mediaType }: StoredFile,
  download: (fileName: string) => void,
): Promise<Readable> {
  const bytes = await openFile(ground, id)
  download(`${id}.${ENDINGS[mediaType]}`)
  return Readable.from([bytes], { objectMode: false })
}

export const fileView = ({ id, mediaType, sizeBytes, uploadedAt }: StoredFile) => ({
  id,
  mediaType,
  sizeBytes,
  uploadedAt: uploadedAt.toISOString(),
})
