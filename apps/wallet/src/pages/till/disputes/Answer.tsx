import type { Client } from '@suanpan/client'
import { formatAmount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { useT, type Key } from '../../../i18n/index.ts'
import { FilesField, useFiles } from '../../../parts/files/FilesField.tsx'
import { minorOf, typed } from '../../../parts/money/typed.ts'
import { Button } from '../../../parts/page/Button.tsx'
import { Field, LongField } from '../../../parts/page/Field.tsx'
import { Notice } from '../../../parts/page/Notice.tsx'
import { Segments } from '../../../parts/page/Segments.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { useSay } from './say.ts'
import type { View } from './view.ts'

const TEXT_MAX = 500
type Way = 'whole' | 'part' | 'none'
const WAYS: readonly { value: Way; label: Key }[] = [
  { value: 'whole', label: 'till.dispute.way.whole' },
  { value: 'part', label: 'till.dispute.way.part' },
  { value: 'none', label: 'till.dispute.way.none' },
]

/** The one answer of the merchant: all of it back, a part, or nothing with a reason; and the proof. */
export function Answer(props: { client: Client; dispute: View; onDone: () => void }): ReactNode {
  const t = useT()
  const { client, dispute } = props
  const [way, setWay] = useState<Way>('whole')
  const [part, setPart] = useState('')
  const [text, setText] = useState('')
  const files = useFiles(client.files.create)
  const say = useSay(client, dispute.id)
  const left = BigInt(dispute.left)
  const refund = refundOf(way, { part, left })
  return (
    <>
      <Segments
        label={t('till.dispute.way')}
        value={way}
        options={WAYS.map(({ value, label }) => ({ value, label: t(label) }))}
        onChoose={setWay}
      />
      <Notice>{t(`till.dispute.means.${way}`, { left: formatAmount(left, dispute.asset) })}</Notice>
      {way === 'part' ? (
        <Part {...{ part, left }} asset={dispute.asset} onChange={setPart} />
      ) : null}
      <LongField
        label={t('till.dispute.text')}
        hint={t('till.dispute.textHint')}
        value={text}
        onChange={setText}
        maxLength={TEXT_MAX}
      />
      <FilesField label={t('till.dispute.files')} hint={t('files.hint')} files={files} />
      {say.error ? <Failed error={say.error} /> : null}
      <Button
        look="main"
        disabled={refund === undefined || text.trim() === '' || files.busy}
        busy={say.isPending}
        onClick={() =>
          say.mutate(
            { text, files: files.ids, refund: String(refund) },
            { onSuccess: props.onDone },
          )
        }
      >
        {refund === undefined || refund === 0n
          ? t('till.dispute.send')
          : t('till.dispute.sendRefund', { amount: formatAmount(refund, dispute.asset) })}
      </Button>
    </>
  )
}

function Part(props: {
  part: string
  left: bigint
  asset: string
  onChange: (text: string) => void
}): ReactNode {
  const t = useT()
  const { part, left, asset } = props
  const minor = minorOf(part)
  const beyond = minor !== undefined && minor >= left
  return (
    <Field
      label={t('till.dispute.partAmount')}
      value={part}
      keys="decimal"
      before={<span aria-hidden="true">{'\u00a5'}</span>}
      onChange={(next) => {
        const taken = typed(next)
        if (taken !== undefined) props.onChange(taken)
      }}
      hint={t('till.dispute.partHint', { left: formatAmount(left, asset) })}
      error={
        beyond ? t('till.dispute.partTooMuch', { left: formatAmount(left, asset) }) : undefined
      }
    />
  )
}

/** Minor units; undefined while nothing can be refunded that way. */
function refundOf(way: Way, { part, left }: { part: string; left: bigint }): bigint | undefined {
  if (way === 'none') return 0n
  if (way === 'whole') return left > 0n ? left : undefined
  const minor = minorOf(part)
  return minor !== undefined && minor > 0n && minor < left ? minor : undefined
}
