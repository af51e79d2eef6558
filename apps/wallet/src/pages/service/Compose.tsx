import { PicturesOutline } from 'antd-mobile-icons'
import { useId, useState, type ReactNode } from 'react'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { FilesField, useFiles } from '../../parts/files/FilesField.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { CONVERSATION_CHANGES } from './changes.ts'

/** A line to write more, with pictures when somebody wants to show something. */
export function Compose(props: { conversation: string }): ReactNode {
  const t = useT()
  const id = useId()
  const [key] = useState(newIdempotencyKey)
  const [text, setText] = useState('')
  const [showing, setShowing] = useState(false)
  const files = useFiles()
  const say = useWrite(api.myConversations.say, CONVERSATION_CHANGES)
  const send = (): void =>
    say.mutate({
      params: { id: props.conversation },
      body: { text, files: files.ids },
      idempotencyKey: key,
    })
  return (
    <div className="service-compose">
      {say.error ? <Failed error={say.error} /> : null}
      {showing ? <FilesField label={t('service.files')} files={files} /> : null}
      <div className="service-line">
        <button
          type="button"
          className="wt-plain service-pictures"
          aria-label={t('service.files')}
          aria-expanded={showing}
          onClick={() => setShowing(!showing)}
        >
          <PicturesOutline aria-hidden="true" />
        </button>
        <label className="service-hidden" htmlFor={id}>
          {t('service.more')}
        </label>
        <textarea
          id={id}
          rows={1}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('service.more')}
          maxLength={1000}
        />
        <Button
          look="main"
          small
          disabled={text.trim() === '' || files.busy}
          busy={say.isPending}
          onClick={send}
        >
          {t('service.say')}
        </Button>
      </div>
    </div>
  )
}
