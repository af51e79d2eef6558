import { FileOutline } from 'antd-mobile-icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Sheet } from '../page/Sheet.tsx'
import './files.css'

type SentFile = { id: string; mediaType: string; sizeBytes: number }
/** Where the bytes of a file come from: the person's own files, unless a page says otherwise. */
export type FileSource = (id: string, signal?: AbortSignal) => Promise<Response>
const KB = 1024

const ownAddress = (id: string): string => `/v1/me/files/${id}`

const ownFiles: FileSource = (id, signal) =>
  fetch(ownAddress(id), { credentials: 'same-origin', ...(signal && { signal }) })

/** Files that were sent: pictures to look at, documents to open. */
export function SentFiles(props: {
  files: readonly SentFile[]
  source?: FileSource | undefined
}): ReactNode {
  const { files, source = ownFiles } = props
  if (files.length === 0) return null
  return (
    <ul className="files-grid">
      {files.map((file) => (
        <li key={file.id} className="files-one">
          {file.mediaType.startsWith('image/') ? (
            <Picture file={file} source={source} />
          ) : (
            <Document file={file} source={source} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Document({ file, source }: { file: SentFile; source: FileSource }): ReactNode {
  const t = useT()
  const save = useMutation({
    mutationFn: async () => saveAs(await bytesOf(file, source), `${file.id}.pdf`),
  })
  const inside = (
    <>
      <FileOutline aria-hidden="true" />
      <span>
        {save.isError
          ? t('files.gone')
          : t('files.pdf', { size: Math.max(1, Math.round(file.sizeBytes / KB)) })}
      </span>
    </>
  )
  if (source === ownFiles) {
    return (
      <a className="files-document" href={ownAddress(file.id)} download={`${file.id}.pdf`}>
        {inside}
      </a>
    )
  }
  return (
    <button
      type="button"
      className="wt-plain files-document"
      aria-busy={save.isPending}
      onClick={() => save.mutate()}
    >
      {inside}
    </button>
  )
}

/** As a download: nothing that somebody sent is opened as a page of ours. */
function saveAs(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), REVOKED_AFTER_MS)
}

/** Long enough for the browser to have taken what it saves. */
const REVOKED_AFTER_MS = 10_000

function Picture({ file, source }: { file: SentFile; source: FileSource }): ReactNode {
  const t = useT()
  const url = usePicture(file, source)
  const [large, setLarge] = useState(false)
  if (url === undefined) return <span className="files-waiting" role="status" />
  if (url === null) return <span className="files-document">{t('files.gone')}</span>
  return (
    <>
      <button
        type="button"
        className="wt-plain files-picture"
        aria-label={t('files.enlarge')}
        onClick={() => setLarge(true)}
      >
        <img src={url} alt="" />
      </button>
      <Sheet open={large} title={t('files.picture')} onClose={() => setLarge(false)}>
        <img className="files-large" src={url} alt={t('files.picture')} />
      </Sheet>
    </>
  )
}

/** Bytes come as a download; only what the server found to be a picture is drawn as one. */
function usePicture(file: SentFile, source: FileSource): string | null | undefined {
  const read = useQuery({
    queryKey: ['myFiles.get', file.id],
    queryFn: ({ signal }) => bytesOf(file, source, signal),
    staleTime: Infinity,
  })
  const [url, setUrl] = useState<string>()
  const { data } = read
  useEffect(() => {
    if (!data) return
    const made = URL.createObjectURL(data)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [data])
  return read.isError ? null : url
}

async function bytesOf(
  { id, mediaType }: SentFile,
  source: FileSource,
  signal?: AbortSignal,
): Promise<Blob> {
  const answer = await source(id, signal)
  if (!answer.ok) throw new Error(`the file answered ${answer.status}`)
  return new Blob([await answer.arrayBuffer()], { type: mediaType })
}
