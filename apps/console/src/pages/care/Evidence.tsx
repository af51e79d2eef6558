import { FileOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Image } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import './care.css'

type SentFile = { id: string; mediaType: string; sizeBytes: number }
const KB = 1024

/** What somebody sent along: pictures to look at, documents to open. `at` is the address they lie under. */
export function Evidence(props: { files: readonly SentFile[]; at: string }): ReactNode {
  if (props.files.length === 0) return null
  return (
    <ul className="care-files">
      {props.files.map((file) => (
        <li key={file.id}>
          {file.mediaType.startsWith('image/') ? (
            <Picture file={file} address={`${props.at}/${file.id}`} />
          ) : (
            <Document file={file} address={`${props.at}/${file.id}`} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Document(props: { file: SentFile; address: string }): ReactNode {
  const t = useT()
  const size = Math.max(1, Math.round(props.file.sizeBytes / KB))
  return (
    <a className="care-document" href={props.address} download={`${props.file.id}.pdf`}>
      <FileOutlined aria-hidden="true" /> {t('care.pdf', { size })}
    </a>
  )
}

function Picture(props: { file: SentFile; address: string }): ReactNode {
  const t = useT()
  const url = usePicture(props.file, props.address)
  if (url === null) return <span className="care-document">{t('care.fileGone')}</span>
  if (url === undefined) return <span className="care-waiting" />
  return <Image className="care-picture" src={url} width={96} height={96} alt={t('care.picture')} />
}

/** Bytes come as a download; only what the server found to be a picture is drawn as one. */
function usePicture({ id, mediaType }: SentFile, address: string): string | null | undefined {
  const read = useQuery({
    queryKey: ['care.file', id],
    queryFn: async ({ signal }) => {
      const answer = await fetch(address, { signal, credentials: 'same-origin' })
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
