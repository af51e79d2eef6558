import { PictureOutline } from 'antd-mobile-icons'
import { useCallback, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, useWrite } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { Button } from '../../../parts/page/Button.tsx'
import { Field } from '../../../parts/page/Field.tsx'
import { Notice } from '../../../parts/page/Notice.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Camera } from './Camera.tsx'
import { openReader } from './reader.ts'
import './scan.css'

/** Any code of this wallet: by the camera, from a picture, or typed by hand. */
export function Scan(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { mutate, isPending, error, reset } = useWrite(api.scans.create, [])
  const open = useCallback(
    (text: string) =>
      mutate(
        { body: { text } },
        { onSuccess: ({ code }) => void navigate(`/c/${code}`, { replace: true }) },
      ),
    [mutate, navigate],
  )
  return (
    <Page title={t('scan.title')}>
      {error ? (
        <>
          <Failed error={error} />
          <Button onClick={reset}>{t('scan.again')}</Button>
        </>
      ) : (
        <Camera onText={open} />
      )}
      <Picture onText={open} />
      <ByHand onText={open} busy={isPending} />
    </Page>
  )
}

function Picture({ onText }: { onText: (text: string) => void }): ReactNode {
  const t = useT()
  const [missed, setMissed] = useState(false)
  const read = async (file: File): Promise<void> => {
    const find = await openReader()
    const text = await find(await createImageBitmap(file)).catch(() => undefined)
    setMissed(text === undefined)
    if (text !== undefined) onText(text)
  }
  return (
    <>
      {missed ? <Notice tone="warning">{t('scan.pictureMissed')}</Notice> : null}
      <label className="wt-button wt-button-edge scan-picture">
        <PictureOutline aria-hidden="true" /> {t('scan.picture')}
        <input
          type="file"
          accept="image/*"
          className="scan-file"
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void read(file).catch(() => setMissed(true))
            // The same picture may be chosen again.
            target.value = ''
          }}
        />
      </label>
    </>
  )
}

function ByHand(props: { onText: (text: string) => void; busy: boolean }): ReactNode {
  const t = useT()
  const [text, setText] = useState('')
  return (
    <form
      className="scan-hand"
      onSubmit={(event) => {
        event.preventDefault()
        props.onText(text.trim())
      }}
    >
      <Field
        label={t('scan.hand')}
        hint={t('scan.handHint')}
        value={text}
        onChange={setText}
        maxLength={400}
      />
      <Button submit busy={props.busy} disabled={text.trim() === ''}>
        {t('action.next')}
      </Button>
    </form>
  )
}
