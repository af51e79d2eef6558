import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'

type Wallet = ResponseOf<Routes['people']['wallet']>
type Device = Wallet['devices'][number]
type SignIn = Wallet['signIns'][number]

/** The devices of a person and how they signed in; no place and no address of a network. */
export function PersonDevices(props: { person: string }): ReactNode {
  const t = useT()
  const params = { id: props.person }
  const wallet = useRead('people.wallet', api.people.wallet, { params })
  const items = <T,>(all: T[] | undefined) => ({
    ...wallet,
    data: all === undefined ? undefined : { items: all },
  })
  return (
    <>
      <DataTable<Device>
        reading={items(wallet.data?.devices)}
        columns={deviceColumns(t)}
        rowKey={({ id }) => id}
        empty={{ title: t('person.devicesNone') }}
      />
      {wallet.data ? (
        <>
          <h3 className="tab-heading">{t('person.signIns')}</h3>
          <DataTable<SignIn>
            reading={items(wallet.data.signIns)}
            columns={signInColumns(t)}
            rowKey={({ id }) => id}
            empty={{ title: t('person.signInsNone') }}
          />
        </>
      ) : null}
    </>
  )
}

function deviceColumns(t: Translate): Column<Device>[] {
  return [
    {
      key: 'label',
      title: t('person.device'),
      phone: 'heading',
      render: ({ label }) => label,
    },
    {
      key: 'first',
      title: t('person.firstSeen'),
      render: ({ firstSeenAt }) => <When at={firstSeenAt} />,
    },
    {
      key: 'last',
      title: t('person.lastSeen'),
      render: ({ lastSeenAt }) => <When at={lastSeenAt} />,
    },
    {
      key: 'people',
      title: t('person.peopleCount'),
      align: 'right',
      phone: 'aside',
      render: ({ peopleCount }) =>
        peopleCount > 1 ? (
          <StateTag tone="warn">{peopleCount}</StateTag>
        ) : (
          <span className="sp-num">{peopleCount}</span>
        ),
    },
  ]
}

function signInColumns(t: Translate): Column<SignIn>[] {
  return [
    { key: 'at', title: t('sealed.at'), phone: 'heading', render: ({ at }) => <When at={at} /> },
    {
      key: 'method',
      title: t('person.method'),
      render: ({ method }) => t(`person.method.${method}`),
    },
    {
      key: 'device',
      title: t('person.device'),
      render: ({ label, newDevice }) => (
        <span className="inline">
          {label ?? '–'}
          {newDevice ? <StateTag tone="info">{t('person.newDevice')}</StateTag> : null}
        </span>
      ),
    },
    {
      key: 'outcome',
      title: t('person.checkState'),
      phone: 'aside',
      render: ({ outcome }) => (
        <StateTag tone={outcome === 'opened' ? 'good' : 'bad'}>
          {t(`person.outcome.${outcome}`)}
        </StateTag>
      ),
    },
  ]
}
