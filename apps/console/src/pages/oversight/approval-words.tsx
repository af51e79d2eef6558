import { formatAmount, Ident } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLabel, useT, type Key } from '../../i18n/index.ts'
import { AddressLink, MerchantLink, PersonLink, PostingLink } from '../../parts/links.tsx'
import { StateTag, type Tone } from '../../parts/StateTag.tsx'

export type ApprovalRow = ResponseOf<Routes['approvals']['get']>

const TONES: Record<ApprovalRow['state'], Tone> = {
  waiting: 'warn',
  expired: 'quiet',
  withdrawn: 'quiet',
  rejected: 'quiet',
  approved: 'info',
  done: 'good',
  failed: 'bad',
}

export function ApprovalState(props: { state: ApprovalRow['state'] }): ReactNode {
  const t = useT()
  return <StateTag tone={TONES[props.state]}>{t(`approval.${props.state}` satisfies Key)}</StateTag>
}

/** What it is about, as a link where there is a page of it. */
export function Subject(props: { id: string }): ReactNode {
  const { id } = props
  if (id.startsWith('per_')) return <PersonLink id={id} />
  if (id.startsWith('mer_')) return <MerchantLink id={id} />
  if (id.startsWith('dsp_')) {
    return (
      <Link to={`/disputes/${id}`}>
        <Ident id={id} />
      </Link>
    )
  }
  if (id.includes(':')) return <AddressLink address={id} />
  if (id.startsWith('apr_')) {
    return (
      <Link to={`/approvals/${id}`}>
        <Ident id={id} />
      </Link>
    )
  }
  return <Ident id={id} />
}

/** The same of an approval: the ids of postings are of many kinds, so there the kind says it. */
export function SubjectOf(props: { approval: ApprovalRow }): ReactNode {
  const { kind, subject } = props.approval
  return kind === 'posting.reverse' ? <PostingLink id={subject} /> : <Subject id={subject} />
}

/** Who asked: a colleague by name, or the person whom it is about. */
export function Maker(props: { maker: ApprovalRow['maker'] }): ReactNode {
  const t = useT()
  const { id, name } = props.maker
  if (!id.startsWith('per_')) return name
  return (
    <span className="inline">
      {t('approvals.byPerson')} <PersonLink id={id} />
    </span>
  )
}

/** As people read them; the database keeps fields in an order of its own. */
const ORDER = [
  'kind',
  'subject',
  'maker',
  'name',
  'from',
  'to',
  'amount',
  'fee',
  'asset',
  'floor',
  'in',
]

function place(name: string): number {
  const at = ORDER.indexOf(name)
  return at === -1 ? ORDER.length : at
}

/** How much money it is about, where it is about money. */
export function AmountOf(props: { approval: ApprovalRow }): ReactNode {
  const { amount, asset } = props.approval.after ?? {}
  if (typeof amount !== 'string' || typeof asset !== 'string')
    return <span className="muted">–</span>
  return <span className="sp-num">{formatAmount(BigInt(amount), asset)}</span>
}

type Fields = Record<string, unknown> | null

/** What is and what would be, field by field. */
export function Difference(props: { before: Fields; after: Fields }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { before, after } = props
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort(
    (a, b) => place(a) - place(b),
  )
  const asset = typeof after?.['asset'] === 'string' ? after['asset'] : undefined
  return (
    <table className="difference-table">
      <thead>
        <tr>
          <th>{t('approval.field')}</th>
          {before ? <th>{t('approval.before')}</th> : null}
          <th>{t('approval.after')}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{label('field', name)}</th>
            {before ? (
              <td className="was">
                <Value name={name} value={before[name]} asset={asset} />
              </td>
            ) : null}
            <td>
              <Value name={name} value={after?.[name]} asset={asset} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value(props: { name: string; value: unknown; asset: string | undefined }): ReactNode {
  const t = useT()
  const { name, value, asset } = props
  if (value === undefined || value === null) return <span className="muted">–</span>
  if (typeof value === 'boolean') return t(value ? 'approval.yes' : 'approval.no')
  if (name === 'feeBasisPoints') {
    return <span className="sp-num">{(Number(value) / 100).toFixed(2)} %</span>
  }
  if ((name === 'amount' || name === 'fee') && asset !== undefined) {
    return <span className="sp-num">{formatAmount(BigInt(String(value)), asset)}</span>
  }
  if (typeof value === 'object') return <code>{JSON.stringify(value)}</code>
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (name === 'from' || name === 'to') && text.includes(':') ? (
    <AddressLink address={text} />
  ) : (
    <span className="wrap">{text}</span>
  )
}
