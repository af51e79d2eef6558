import { categories, categoryWord } from '@suanpan/contract/categories'
import { useState, type ReactNode } from 'react'
import { useLanguage, useT } from '../../i18n/index.ts'
import { useHasKind } from '../../shell/places.ts'
import { Sheet } from '../../parts/page/Sheet.tsx'

const DIRECTIONS = ['all', 'out', 'in'] as const
const KINDS = [
  'payment',
  'refund',
  'transfer',
  'red_packet',
  'red_packet_return',
  'saving',
  'topup',
  'topup_reversal',
  'withdrawal',
] as const
type BillKind = (typeof KINDS)[number]
/** `all` is every spending: a budget's word, of which no single bill is. */
const CATEGORIES = Object.keys(categories).filter((code) => code !== 'all')

/** The kind that an address names; what is none is as if it named nothing. */
export function kindOf(params: URLSearchParams): BillKind | undefined {
  return KINDS.find((kind) => kind === params.get('kind'))
}

/** What the list is narrowed to: the direction at a tap, kind and category in a sheet. */
export function Filters(props: {
  params: URLSearchParams
  onSet: (name: string, value: string) => void
  /** Whether tapping a bill gives it another category. */
  sorting: boolean
  onSorting: (sorting: boolean) => void
}): ReactNode {
  const t = useT()
  const language = useLanguage()
  const hasKind = useHasKind()
  const [open, setOpen] = useState(false)
  const { params, onSet } = props
  const direction = params.get('direction') ?? 'all'
  const kind = kindOf(params)
  const category = params.get('category')
  return (
    <div className="bills-filters" role="group" aria-label={t('bills.filters')}>
      {DIRECTIONS.map((each) => (
        <Chip
          key={each}
          pressed={direction === each}
          onClick={() => onSet('direction', each === 'all' ? '' : each)}
        >
          {t(`bills.filter.${each}`)}
        </Chip>
      ))}
      {kind === undefined ? null : (
        <Chip pressed onClick={() => onSet('kind', '')}>
          {t(`bills.kind.${kind}`)} ×
        </Chip>
      )}
      {category === null ? null : (
        <Chip pressed onClick={() => onSet('category', '')}>
          {categoryWord(category, language)} ×
        </Chip>
      )}
      <Chip onClick={() => setOpen(true)}>{t('bills.filters')}</Chip>
      <Chip pressed={props.sorting} onClick={() => props.onSorting(!props.sorting)}>
        {t('bills.sort')}
      </Chip>
      <Sheet open={open} title={t('bills.filters')} onClose={() => setOpen(false)}>
        <Chosen
          title={t('bills.kindOf')}
          options={KINDS.filter(hasKind).map((value) => ({
            value,
            label: t(`bills.kind.${value}`),
          }))}
          value={kind}
          onChoose={(value) => onSet('kind', value)}
        />
        <Chosen
          title={t('bills.category')}
          options={CATEGORIES.map((value) => ({ value, label: categoryWord(value, language) }))}
          value={category ?? undefined}
          onChoose={(value) => onSet('category', value)}
        />
      </Sheet>
    </div>
  )
}

/** One of many or none: tapping what is chosen lets it go. */
function Chosen(props: {
  title: string
  options: readonly { value: string; label: string }[]
  value: string | undefined
  onChoose: (value: string) => void
}): ReactNode {
  return (
    <section>
      <h3 className="wt-rows-title">{props.title}</h3>
      <div className="bills-choices">
        {props.options.map(({ value, label }) => (
          <Chip
            key={value}
            pressed={value === props.value}
            onClick={() => props.onChoose(value === props.value ? '' : value)}
          >
            {label}
          </Chip>
        ))}
      </div>
    </section>
  )
}

function Chip(props: { pressed?: boolean; onClick: () => void; children: ReactNode }): ReactNode {
  return (
    <button
      type="button"
      className="wt-plain bills-chip"
      aria-pressed={props.pressed}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  )
}
