import { Amount, Ellipsis, Ident } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button, Skeleton, Tabs } from 'antd'
import { useState, type ReactNode } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'
import { useCan, useMay } from '../../session/session.ts'
import { AgreementTable } from '../agreements/AgreementTable.tsx'
import { ActTable } from '../oversight/ActTable.tsx'
import { ConversationTable } from '../care/ConversationTable.tsx'
import { DisputeTable } from '../care/DisputeTable.tsx'
import { PaymentTable } from '../payments/PaymentTable.tsx'
import { FreezeDialog } from './FreezeDialog.tsx'
import { FrozenTag } from './People.tsx'
import { PersonAccounts } from './PersonAccounts.tsx'
import { PersonBills } from './PersonBills.tsx'
import { PersonCards } from './PersonCards.tsx'
import { PersonDevices } from './PersonDevices.tsx'
import { PersonIdentity } from './PersonIdentity.tsx'
import { PersonFreezes } from './PersonFreezes.tsx'
import { PersonLots } from './PersonLots.tsx'
import { PersonStatement } from './PersonStatement.tsx'
import { Reveal } from './Reveal.tsx'

type PersonData = ResponseOf<Routes['people']['get']>

export function Person(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const person = useRead('people.get', api.people.get, { params: { id } })
  const back = { to: '/people', label: t('people.title') }
  if (!person.data) {
    return (
      <Page title={t('people.one')} back={back}>
        {person.error ? (
          <ProblemPanel error={person.error} onRetry={() => void person.refetch()} />
        ) : (
          <Skeleton active avatar paragraph={{ rows: 6 }} />
        )}
      </Page>
    )
  }
  return <Known person={person.data} back={back} />
}

function Known(props: { person: PersonData; back: { to: string; label: string } }): ReactNode {
  const t = useT()
  const { person } = props
  const name = person.name ?? person.external?.reference ?? t('people.nameless')
  return (
    <Page
      title={name}
      heading={
        <span className="inline">
          <Ellipsis text={name} />
          {person.name ? <Reveal person={person.id} field="name" /> : null}
        </span>
      }
      back={props.back}
      subtitle={
        <span className="inline">
          <Ident id={person.id} copy /> <FrozenTag frozen={person.frozen} />
        </span>
      }
      actions={<FreezeActions person={person} />}
    >
      <div className="balances">
        {person.balances.length === 0 ? <p className="muted">{t('person.noBalances')}</p> : null}
        {person.balances.map((sum) => (
          <section key={sum.asset} className="tile">
            <h3>{sum.asset.startsWith('PTS') ? t('person.points') : t('person.money')}</h3>
            <Amount value={sum} size="title" />
          </section>
        ))}
        <Sheet>
          <Facts
            items={[
              {
                label: t('people.phone'),
                value: person.phone ? (
                  <span className="sp-num inline">
                    {person.phone} <Reveal person={person.id} field="phone" />
                  </span>
                ) : (
                  '–'
                ),
              },
              { label: t('people.registeredAt'), value: <When at={person.registeredAt} /> },
              {
                label: t('people.external'),
                value: person.external
                  ? `${person.external.source} · ${person.external.reference}`
                  : '–',
              },
            ]}
          />
        </Sheet>
      </div>
      <PersonTabs person={person} />
    </Page>
  )
}

function PersonTabs(props: { person: PersonData }): ReactNode {
  const t = useT()
  const { person } = props
  const [search, setSearch] = useSearchParams()
  const mayOversee = useMay('operator')
  const can = useCan()
  const tabs = [
    {
      key: 'statement',
      label: t('person.statement'),
      children: <PersonStatement person={person} />,
    },
    {
      key: 'payments',
      label: t('nav.payments'),
      children: <PaymentTable fixed={{ person: person.id }} />,
    },
    {
      key: 'disputes',
      label: t('nav.disputes'),
      children: <DisputeTable person={person.id} />,
    },
    {
      key: 'care',
      label: t('nav.careInbox'),
      children: <ConversationTable queue="all" person={person.id} />,
    },
    { key: 'bills', label: t('person.bills'), children: <PersonBills person={person.id} /> },
    {
      key: 'identity',
      label: t('person.identity'),
      children: <PersonIdentity person={person.id} />,
    },
    { key: 'devices', label: t('person.devices'), children: <PersonDevices person={person.id} /> },
    ...(can('cards')
      ? [{ key: 'cards', label: t('person.cards'), children: <PersonCards person={person.id} /> }]
      : []),
    ...(can('agreements')
      ? [
          {
            key: 'agreements',
            label: t('agreements.title'),
            children: <AgreementTable fixed={{ person: person.id }} />,
          },
        ]
      : []),
    { key: 'lots', label: t('person.lots'), children: <PersonLots person={person.id} /> },
    {
      key: 'accounts',
      label: t('person.accounts'),
      children: <PersonAccounts person={person.id} />,
    },
    { key: 'freezes', label: t('person.freezes'), children: <PersonFreezes person={person.id} /> },
    ...(mayOversee
      ? [{ key: 'acts', label: t('person.acts'), children: <Acts person={person.id} /> }]
      : []),
  ]
  return (
    <Sheet flush className="tabs-sheet">
      <Tabs
        activeKey={search.get('tab') ?? 'statement'}
        items={tabs}
        destroyOnHidden
        onChange={(key) => setSearch({ tab: key }, { replace: true })}
      />
    </Sheet>
  )
}

function Acts(props: { person: string }): ReactNode {
  const t = useT()
  return (
    <ActTable
      query={{ subject: props.person }}
      empty={{ title: t('person.actsNone'), hint: t('person.actsNoneHint') }}
    />
  )
}

function FreezeActions(props: { person: PersonData }): ReactNode {
  const t = useT()
  const { id } = props.person
  const mayFreeze = useMay('operator')
  const [open, setOpen] = useState(false)
  return (
    <>
      {mayFreeze ? (
        <Button danger onClick={() => setOpen(true)}>
          {t('person.freeze')}
        </Button>
      ) : null}
      {open ? <FreezeDialog person={id} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
