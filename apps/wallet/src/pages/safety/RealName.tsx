import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLabel, useLanguage, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field, LongField } from '../../parts/page/Field.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import './safety.css'

type Mine = ResponseOf<Routes['myRealName']['get']>
type Wanted = 'I' | 'II' | 'III'

const NEXT: Record<Mine['class'], Wanted | undefined> = {
  unverified: 'I',
  I: 'II',
  II: 'III',
  III: undefined,
}
const WAITING_MS = 5_000
const isOpen = ({ state }: Mine['checks'][number]): boolean =>
  state === 'pending' || state === 'review'

/** Who the person is by name, and the next class. */
export function RealName(): ReactNode {
  const t = useT()
  const read = useRead(
    'myRealName.get',
    api.myRealName.get,
    {},
    {
      everyMs: (mine) => (mine?.checks.some(isOpen) ? WAITING_MS : false),
    },
  )
  return (
    <Page title={t('safety.realName')} back="/me">
      <Loaded read={read}>{(mine) => <Known {...mine} />}</Loaded>
    </Page>
  )
}

function Known(mine: Mine): ReactNode {
  const t = useT()
  const label = useLabel()
  const language = useLanguage()
  const [last] = mine.checks
  const next = NEXT[mine.class]
  return (
    <>
      <Rows>
        <Row
          title={REAL_NAME_CLASSES[mine.class][language]}
          note={label('safety.classHint', mine.class)}
          value={mine.verifiedAt ? <When at={mine.verifiedAt} show="day" /> : ''}
        />
        <Row title={t('safety.limits')} to="/me/limits" />
      </Rows>
      {last && isOpen(last) ? (
        <Notice>{t(last.state === 'review' ? 'safety.inReview' : 'safety.pending')}</Notice>
      ) : null}
      {last?.state === 'failed' ? (
        <Notice tone="danger">{label('safety.failed', last.reason ?? '')}</Notice>
      ) : null}
      {next && !(last && isOpen(last)) ? <Form key={next} wanted={next} /> : null}
    </>
  )
}

function Form(props: { wanted: Wanted }): ReactNode {
  const t = useT()
  const language = useLanguage()
  const { wanted } = props
  const [name, setName] = useState('')
  const [idNumber, setIdNumber] = useState('')
  const [card, setCard] = useState('')
  const [phone, setPhone] = useState('')
  const [evidence, setEvidence] = useState('')
  const verify = useWrite(api.myRealName.verify, [
    'myRealName.get',
    'myLimits.list',
    'myCheckUp.get',
  ])
  const number = card.replace(/\s/g, '')
  const needsCard = wanted !== 'I'
  const isWhole =
    name.trim() !== '' &&
    /^[0-9]{17}[0-9Xx]$/.test(idNumber) &&
    (!needsCard || (/^[0-9]{12,19}$/.test(number) && /^1[0-9]{10}$/.test(phone))) &&
    (wanted !== 'III' || evidence.trim() !== '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        verify.mutate({ body: bodyOf(wanted, { name, idNumber, number, phone, evidence }) })
      }}
      className="wt-card safety-card"
    >
      <h2>{t('safety.verifyFor', { class: REAL_NAME_CLASSES[wanted][language] })}</h2>
      <Field
        label={t('safety.name')}
        value={name}
        onChange={setName}
        autoComplete="name"
        maxLength={40}
      />
      <Field
        label={t('safety.idNumber')}
        value={idNumber}
        onChange={setIdNumber}
        maxLength={18}
        hint={t('safety.idHint')}
      />
      {needsCard ? (
        <CardFields card={card} phone={phone} onCard={setCard} onPhone={setPhone} />
      ) : null}
      {wanted === 'III' ? (
        <LongField
          label={t('safety.evidence')}
          value={evidence}
          onChange={setEvidence}
          maxLength={400}
          rows={3}
          placeholder={t('safety.evidenceHint')}
        />
      ) : null}
      {verify.error ? <Failed error={verify.error} /> : null}
      <Button look="main" submit busy={verify.isPending} disabled={!isWhole}>
        {t('safety.submit')}
      </Button>
      {wanted === 'III' ? <p className="small muted">{t('safety.humanHint')}</p> : null}
    </form>
  )
}

/** The bank card that stands beside name and number. */
function CardFields(props: {
  card: string
  phone: string
  onCard: (card: string) => void
  onPhone: (phone: string) => void
}): ReactNode {
  const t = useT()
  return (
    <>
      <Field
        label={t('safety.card')}
        value={props.card}
        onChange={props.onCard}
        keys="numeric"
        maxLength={23}
      />
      <Field
        label={t('safety.cardPhone')}
        value={props.phone}
        onChange={props.onPhone}
        keys="tel"
        maxLength={11}
      />
    </>
  )
}

type Given = 'name' | 'idNumber' | 'number' | 'phone' | 'evidence'

function bodyOf(
  wanted: Wanted,
  { name, idNumber, number, phone, evidence }: Record<Given, string>,
) {
  const card = wanted === 'I' ? {} : { card: { number, phone } }
  const proof = wanted === 'III' ? { evidence: evidence.trim() } : {}
  return { wanted, name: name.trim(), idNumber, ...card, ...proof }
}
