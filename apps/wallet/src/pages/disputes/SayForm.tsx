import { useState, type ReactNode } from 'react'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { FilesField, useFiles } from '../../parts/files/FilesField.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { LongField } from '../../parts/page/Field.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { DISPUTE_CHANGES } from './changes.ts'

/** Words and pictures for a dispute that is under way. */
export function SayForm(props: {
  dispute: string
  act: 'add' | 'escalate'
  onDone: () => void
}): ReactNode {
  const t = useT()
  const [key] = useState(newIdempotencyKey)
  const [text, setText] = useState('')
  const files = useFiles()
  const say = useWrite(api.myDisputes[props.act], DISPUTE_CHANGES)
  return (
    <>
      <LongField
        label={t(`disputes.${props.act}Text`)}
        value={text}
        onChange={setText}
        maxLength={500}
      />
      <FilesField label={t('disputes.files')} hint={t('files.hint')} files={files} />
      {say.error ? <Failed error={say.error} /> : null}
      <Button
        look="main"
        disabled={text.trim() === '' || files.busy}
        busy={say.isPending}
        onClick={() =>
          say.mutate(
            {
              params: { id: props.dispute },
              body: { text, files: files.ids },
              idempotencyKey: key,
            },
            { onSuccess: props.onDone },
          )
        }
      >
        {t(props.act === 'add' ? 'disputes.addSend' : 'disputes.escalateSend')}
      </Button>
    </>
  )
}
