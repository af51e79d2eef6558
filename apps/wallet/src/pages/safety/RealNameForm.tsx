import { REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import { useState, type ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { FilesField, useFiles, type Files } from '../../parts/files/FilesField.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Field, LongField } from '../../parts/page/Field.tsx'
import { Failed } from '../../parts/state/Failed.tsx'

export type Wanted = 'I' | 'II' | 'III'

/** Front and back of the document. */
const SIDES = 2

/** Two pictures, or a document that shows both. */
const hasBothSides = ({ picked, ids, busy }: Files): boolean =>
  !busy && (ids.length >= SIDES || picked.some(({ preview }) => preview === undefined))

/** What a class asks for; class III pictures of the document, which a person looks at. */
export function RealNameForm(props: { wanted: Wanted }): ReactNode {
  const t = useT()
  const language = useLanguage()
  const { wanted } = props
  const [name, setName] = useState('')
  const [idNumber, setIdNumber] = useState('')
  const [card, setCard] = useState('')
  const [phone, setPhone] = useState('')
  const [evidence, setEvidence] = useState('')
  const files = useFiles()
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
    (wanted !== 'III' || hasBothSides(files))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        verify.mutate({
          body: bodyOf(wanted, { name, idNumber, number, phone, evidence }, files.ids),
        })
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
      {wanted === 'III' ? <Evidence files={files} text={evidence} onText={setEvidence} /> : null}
      {verify.error ? <Failed error={verify.error} /> : null}
      <Button look="main" submit busy={verify.isPending} disabled={!isWhole}>
        {t('safety.submit')}
      </Button>
      {wanted === 'III' ? <p className="small muted">{t('safety.humanHint')}</p> : null}
    </form>
  )
}

/** Both sides of the document, and what one may want to say besides. */
function Evidence(props: {
  files: Files
  text: string
  onText: (text: string) => void
}): ReactNode {
  const t = useT()
  const { files } = props
  const oneMissing = files.picked.length === 1 && !hasBothSides(files)
  return (
    <>
      <FilesField
        label={t('safety.files')}
        hint={t(oneMissing ? 'safety.filesBack' : 'safety.filesHint')}
        files={files}
      />
      <LongField
        label={t('safety.evidence')}
        value={props.text}
        onChange={props.onText}
        maxLength={400}
        rows={3}
        placeholder={t('safety.evidenceHint')}
      />
    </>
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
  files: string[],
) {
  const card = wanted === 'I' ? {} : { card: { number, phone } }
  const words = evidence.trim() === '' ? {} : { evidence: evidence.trim() }
  const proof = wanted === 'III' ? { ...words, files } : {}
  return { wanted, name: name.trim(), idNumber, ...card, ...proof }
}
