import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Amount } from '@suanpan/ui'
import { useRef, useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { copyText } from '../../parts/act/copy.ts'
import { AmountField } from '../../parts/money/AmountField.tsx'
import { QrCode } from '../../parts/money/QrCode.tsx'
import { minorOf } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { say } from '../../parts/state/say.ts'
import './collect.css'
import { saveQr } from './save.ts'

type Mine = ResponseOf<Routes['collectionCodes']['mine']>
type Asked = { amount?: string; note?: string }
const NOTE_MAX = 20

/** The code by which friends send one money, with an amount and a word where one likes. */
export function Collect(): ReactNode {
  const t = useT()
  const [asked, setAsked] = useState<Asked>({})
  const [asking, setAsking] = useState(false)
  const read = useRead(
    'collectionCodes.mine',
    api.collectionCodes.mine,
    { query: asked },
    { keep: true },
  )
  const isAsked = asked.amount !== undefined || asked.note !== undefined
  return (
    <Page title={t('collect.title')}>
      <Loaded read={read}>{(mine) => <Code {...mine} />}</Loaded>
      <Rows note={t('collect.rules')}>
        <Row
          title={isAsked ? t('collect.change') : t('collect.set')}
          onClick={() => setAsking(true)}
        />
        {isAsked ? <Row title={t('collect.clear')} onClick={() => setAsked({})} /> : null}
      </Rows>
      <Renew onDone={() => setAsked({})} />
      <Sheet
        open={asking}
        title={isAsked ? t('collect.change') : t('collect.set')}
        onClose={() => setAsking(false)}
      >
        <Ask
          onSet={(next) => {
            setAsked(next)
            setAsking(false)
          }}
        />
      </Sheet>
    </Page>
  )
}

function Code({ path, name, amount, note, asset }: Mine): ReactNode {
  const t = useT()
  const box = useRef<HTMLDivElement>(null)
  const url = `${location.origin}${path}`
  const save = async (): Promise<void> => {
    const picture = box.current?.querySelector('svg')
    if (picture && (await saveQr(picture, name ?? t('collect.qr')))) say(t('collect.saved'))
  }
  return (
    <section className="wt-card collect-code">
      <p className="muted">{t('collect.scan')}</p>
      <div ref={box}>
        <QrCode text={url} label={t('collect.qr')} />
      </div>
      {name === null ? (
        <p className="muted">{t('collect.unnamed')}</p>
      ) : (
        <p className="collect-name">{name}</p>
      )}
      {amount === null ? null : <Amount value={{ amount, asset }} size="title" />}
      {note === null ? null : <p className="collect-note">{note}</p>}
      <Button look="main" onClick={() => void save()}>
        {t('collect.save')}
      </Button>
      <Button onClick={() => void copyText(url, t('collect.copied'), t('collect.copyByHand'))}>
        {t('collect.copy')}
      </Button>
      <input
        readOnly
        value={url}
        aria-label={t('collect.link')}
        onFocus={(event) => event.target.select()}
      />
    </section>
  )
}

function Ask(props: { onSet: (asked: Asked) => void }): ReactNode {
  const t = useT()
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  const minor = minorOf(text) ?? 0n
  const said = note.trim()
  return (
    <>
      <AmountField label={t('collect.amount')} value={text} onChange={setText}>
        <Field
          label={t('collect.note')}
          value={note}
          onChange={setNote}
          maxLength={NOTE_MAX}
          hint={t('collect.noteHint')}
        />
      </AmountField>
      <Button
        look="main"
        disabled={minor === 0n && said === ''}
        onClick={() =>
          props.onSet({
            ...(minor > 0n && { amount: String(minor) }),
            ...(said !== '' && { note: said }),
          })
        }
      >
        {t('action.done')}
      </Button>
    </>
  )
}

/** Asked once more before: every picture somebody has of it is void then. */
function Renew(props: { onDone: () => void }): ReactNode {
  const t = useT()
  const [sure, setSure] = useState(false)
  const renew = useWrite(api.collectionCodes.renew, ['collectionCodes.mine'])
  const go = (): void =>
    renew.mutate(
      {},
      {
        onSuccess: () => {
          say(t('collect.renewed'))
          setSure(false)
          props.onDone()
        },
      },
    )
  return (
    <>
      <Button look="words" onClick={() => setSure(true)}>
        {t('collect.renew')}
      </Button>
      <Sheet open={sure} title={t('collect.renew')} onClose={() => setSure(false)}>
        <p>{t('collect.renewHint')}</p>
        {renew.error ? <Failed error={renew.error} /> : null}
        <Button look="danger" busy={renew.isPending} onClick={go}>
          {t('collect.renew')}
        </Button>
      </Sheet>
    </>
  )
}
