import { DownloadOutlined } from '@ant-design/icons'
import { urlOf } from '@suanpan/client'
import { routes } from '@suanpan/contract/routes'
import { addDays, startOfDay } from '@suanpan/kernel/time'
import { Button, DatePicker, Dropdown, Input } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useT } from '../../i18n/index.ts'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { useZone } from '../../session/session.ts'
import { ActTable } from './ActTable.tsx'

const FILTERS = ['actor', 'action', 'subject', 'from', 'until'] as const
type Filters = ReturnType<typeof useFilters<(typeof FILTERS)[number]>>

/** Who did what to whom, from where and why: the trail, newest first. */
export function Acts(): ReactNode {
  const t = useT()
  const zone = useZone()
  const filters = useFilters(FILTERS)
  return (
    <Page
      title={t('acts.title')}
      subtitle={t('acts.subtitle')}
      actions={<ExportButton filters={filters} />}
    >
      <Sheet flush>
        <FilterRow filters={filters} />
        <ActTable
          query={asQuery(filters, zone)}
          empty={
            filters.any
              ? {
                  search: true,
                  title: t('list.noMatch'),
                  action: <Link to="/acts">{t('list.clear')}</Link>,
                }
              : { title: t('acts.none'), hint: t('acts.noneHint') }
          }
        />
      </Sheet>
    </Page>
  )
}

function asQuery({ values }: Filters, zone: string) {
  const { actor, action, subject, from, until } = values
  return {
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(subject ? { subject } : {}),
    ...(from ? { from: startOfDay(from, zone).toISOString() } : {}),
    ...(until ? { until: startOfDay(addDays(until, 1), zone).toISOString() } : {}),
  }
}

function ExportButton(props: { filters: Filters }): ReactNode {
  const t = useT()
  const { from, until } = asQuery(props.filters, useZone())
  const query = { ...(from ? { from } : {}), ...(until ? { until } : {}) }
  const items = (['csv', 'jsonl'] as const).map((format) => ({
    key: format,
    label: (
      <a
        href={urlOf(routes.acts.export, { params: { format }, query })}
        download={`suanpan-audit-log.${format}`}
      >
        {t(`acts.${format}`)}
      </a>
    ),
  }))
  return (
    <Dropdown menu={{ items }}>
      <Button icon={<DownloadOutlined />}>{t('acts.export')}</Button>
    </Dropdown>
  )
}

function FilterRow(props: { filters: Filters }): ReactNode {
  const t = useT()
  const { values, set } = props.filters
  return (
    <div className="filters">
      {(['subject', 'actor', 'action'] as const).map((name) => (
        <Input.Search
          key={`${name} ${values[name] ?? ''}`}
          className="filter-search"
          allowClear
          defaultValue={values[name] ?? ''}
          placeholder={t(`acts.${name}Filter`)}
          aria-label={t(`acts.${name}Filter`)}
          onSearch={(value) => set({ [name]: value.trim() || undefined })}
        />
      ))}
      <DatePicker.RangePicker
        className="filter-range"
        value={[values.from ? dayjs(values.from) : null, values.until ? dayjs(values.until) : null]}
        allowEmpty={[true, true]}
        placeholder={[t('payments.from'), t('payments.until')]}
        aria-label={t('acts.period')}
        onChange={(range) =>
          set({
            from: range?.[0]?.format('YYYY-MM-DD'),
            until: range?.[1]?.format('YYYY-MM-DD'),
          })
        }
      />
    </div>
  )
}
