import type { Client } from '@suanpan/client'
import { useState, type ReactNode } from 'react'
import { useT } from '../../../i18n/index.ts'
import { FilesField, useFiles } from '../../../parts/files/FilesField.tsx'
import { Button } from '../../../parts/page/Button.tsx'
import { LongField } from '../../../parts/page/Field.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { useSay } from './say.ts'
import type { View } from './view.ts'

const TEXT_MAX = 500

/** Words and files that come after, or before, the answer. */
export function Add(props: { client: Client; dispute: View; onDone: () => void }): ReactNode {
  const t = useT()
  const { client, dispute } = props
  const [text, setText] = useState('')
  const files = useFiles(client.files.create)
  const say = useSay(client, dispute.id)
  return (
    <>
      <LongField
        label={t('till.dispute.addText')}
        value={text}
        onChange={setText}
        maxLength={TEXT_MAX}
      />
      <FilesField label={t('till.dispute.files')} hint={t('files.hint')} files={files} />
      {say.error ? <Failed error={say.error} /> : null}
      <Button
        look="main"
        disabled={text.trim() === '' || files.busy}
        busy={say.isPending}
        onClick={() => say.mutate({ text, files: files.ids }, { onSuccess: props.onDone })}
      >
        {t('till.dispute.addSend')}
      </Button>
    </>
  )
}
