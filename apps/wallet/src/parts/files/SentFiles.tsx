import { FileOutline } from 'antd-mobile-icons'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Sheet } from '../page/Sheet.tsx'
import './files.css'

type SentFile = { id: string; mediaType: string; sizeBytes: number }
const KB = 1024

/** Files that were sent: pictures to look at, documents to open. */
export function SentFiles(props: { files: readonly SentFile[] }): ReactNode {
  if (props.files.length === 0) return null
  return (
    <ul className="files-grid">
      {props.files.map((file) => (
        <li key={file.id} className="files-one">
          {file.mediaType.startsWith('image/') ? <Picture {...file} /> : <Document {...file} />}
        </li>
      ))}
    </ul>
  )
}

const addressOf = (id: string): string => `/v1/me/files/${id}`

function Document(file: SentFile): ReactNode {
  const t = useT()
  return (
    <a className="files-document" href={addressOf(file.id)} download={`${file.id}.pdf`}>
      <FileOutline aria-hidden="true" />
      <span>{t('files.pdf', { size: Math.max(1, Math.round(file.sizeBytes / KB)) })}</span>
    </a>
  )
}

function Picture(file: SentFile): ReactNode {
  const t = useT()
  const url = usePicture(file)
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
function usePicture({ id, mediaType }: SentFile): string | null | undefined {
  const read = useQuery({
    queryKey: ['myFiles.get', id],
    queryFn: async ({ signal }) => {
      const answer = await fetch(addressOf(id), { signal, credentials: 'same-origin' })
      if (!answer.ok) throw new Error(`the file answered ${answer.status}`)
      return new Blob([await answer.arrayBuffer()], { type: mediaType })
    },
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
