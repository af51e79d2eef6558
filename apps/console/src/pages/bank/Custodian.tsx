import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { App, Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { useMay } from '../../session/session.ts'
import './bank.css'
import { Breaks } from './Breaks.tsx'
import { Cases } from './Cases.tsx'

type Figures = ResponseOf<Routes['custodian']['days']>['items'][number]

/** Customers' money in the books against the custodian's statement, day by day. */
export function Custodian(): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const [search] = useSearchParams()
  const may = useMay('operator')
  const columns = useColumns()
  const days = useRead('custodian.days', api.custodian.days, { query: {} }, { keep: true })
  const run = useWrite(api.custodian.import, ['custodian.days', 'custodian.day'])
  const shown = chosen(days.data?.items ?? [], search.get('day'), search.get('asset'))
  const load = (): void =>
    run.mutate(undefined, {
      onSuccess: (done) =>
        void message.success(
          done.days.length === 0
            ? t('custodian.nothingNew')
            : t('custodian.imported', { count: done.days.length }),
        ),
    })
  return (
    <Page
      title={t('custodian.title')}
      subtitle={t('custodian.subtitle')}
      actions={
        may ? (
          <Button loading={run.isPending} onClick={load}>
            {t('custodian.import')}
          </Button>
        ) : null
      }
    >
      {run.error ? <ProblemPanel error={run.error} /> : null}
      {days.isPending ? <Skeleton active /> : null}
      {shown ? (
        <>
          <Equation figures={shown} />
          <Breaks day={shown.day} asset={shown.asset} />
        </>
      ) : null}
      <Cases />
      <Sheet flush title={t('custodian.days')}>
        <DataTable<Figures>
          reading={days}
          columns={columns}
          rowKey={({ day, asset }) => `${day} ${asset}`}
          link={({ day, asset }) => `/custodian?day=${day}&asset=${encodeURIComponent(asset)}`}
          empty={{ title: t('custodian.none'), hint: t('custodian.noneHint') }}
        />
      </Sheet>
    </Page>
  )
}

/** The day that was asked for, or the newest that has a statement. */
function chosen(
  items: readonly Figures[],
  day: string | null,
  asset: string | null,
): Figures | undefined {
  if (day !== null)
    return items.find((each) => each.day === day && (asset === null || each.asset === asset))
  return items.find(({ custodian }) => custodian !== null) ?? items[0]
}

/** Both sides as an accountant writes them, with the difference below. */
function Equation(props: { figures: Figures }): ReactNode {
  const t = useT()
  const { day, asset, difference } = props.figures
  const { people, merchants, held, customers, own, owed, custodian, inTransit } = props.figures
  const should = BigInt(customers) + BigInt(own) - BigInt(owed)
  const has = custodian === null ? null : String(BigInt(custodian) + BigInt(inTransit))
  return (
    <Sheet
      title={
        <span className="sp-num">
          {day} · {asset}
        </span>
      }
      aside={<Verdict figures={props.figures} />}
    >
      <div className="custodian-sides">
        <Side
          title={t('custodian.books')}
          asset={asset}
          lines={[
            { label: t('custodian.people'), value: people },
            { label: t('custodian.merchants'), value: merchants },
            { label: t('custodian.held'), value: held },
            { label: t('custodian.customers'), value: customers, sum: true },
            { label: t('custodian.own'), value: own },
            { label: t('custodian.owed'), value: owed },
            { label: t('custodian.should'), value: String(should), sum: true },
          ]}
        />
        <Side
          title={t('custodian.bank')}
          asset={asset}
          lines={[
            { label: t('custodian.statement'), value: custodian },
            { label: t('custodian.inTransit'), value: inTransit },
            { label: t('custodian.has'), value: has, sum: true },
            { label: t('custodian.difference'), value: difference, sum: true },
          ]}
        />
      </div>
    </Sheet>
  )
}

type Line = { label: string; value: string | null; sum?: true }

function Side(props: { title: string; asset: string; lines: readonly Line[] }): ReactNode {
  const t = useT()
  return (
    <table className="custodian-side">
      <caption>{props.title}</caption>
      <tbody>
        {props.lines.map(({ label, value, sum }) => (
          <tr key={label} className={sum ? 'custodian-sum' : ''}>
            <th scope="row">{label}</th>
            <td>
              {value === null ? (
                <span className="muted">{t('custodian.noStatement')}</span>
              ) : (
                <Amount value={value} asset={props.asset} unit={false} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Verdict(props: { figures: Figures }): ReactNode {
  const t = useT()
  const { difference } = props.figures
  if (difference === null) return <StateTag tone="quiet">{t('custodian.noStatement')}</StateTag>
  return difference === '0' ? (
    <StateTag tone="good">{t('custodian.balanced')}</StateTag>
  ) : (
    <StateTag tone="bad">{t('custodian.unbalanced')}</StateTag>
  )
}

type MoneyKey = 'customers' | 'own' | 'owed' | 'custodian' | 'inTransit' | 'difference'

function useColumns(): Column<Figures>[] {
  const t = useT()
  const money = (key: MoneyKey, title: string): Column<Figures> => ({
    key,
    title,
    align: 'right',
    render: ({ [key]: value, asset }) =>
      value === null ? '–' : <Amount value={value} asset={asset} unit={false} />,
  })
  return [
    {
      key: 'day',
      title: t('custodian.day'),
      phone: 'heading',
      width: 130,
      render: ({ day, asset }) => (
        <div className="two-lines">
          <span className="sp-num">{day}</span>
          <small>{asset}</small>
        </div>
      ),
    },
    money('customers', t('custodian.customers')),
    money('own', t('custodian.own')),
    money('owed', t('custodian.owed')),
    money('custodian', t('custodian.statement')),
    money('inTransit', t('custodian.inTransit')),
    money('difference', t('custodian.difference')),
    {
      key: 'verdict',
      title: t('cases.state'),
      phone: 'aside',
      render: (row) => <Verdict figures={row} />,
    },
  ]
}
