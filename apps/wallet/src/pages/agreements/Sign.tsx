import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ConfirmSheet } from '../../parts/act/ConfirmSheet.tsx'
import { useProof } from '../../parts/act/proof.tsx'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Facts } from '../../parts/page/Rows.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { useTermLines } from './terms.tsx'

type Offer = ResponseOf<Routes['myAgreements']['offer']>

/** What a merchant asks to be signed, opened by a link or a QR code. */
export function Sign(): ReactNode {
  const t = useT()
  const { offer = '' } = useParams()
  const read = useRead('myAgreements.offer', api.myAgreements.offer, { params: { offer } })
  if (read.data) return <Terms offer={read.data} />
  return (
    <Page title={t('agreements.sign')}>
      <Loaded read={read}>{() => null}</Loaded>
    </Page>
  )
}

function Terms(props: { offer: Offer }): ReactNode {
  const t = useT()
  const lines = useTermLines()
  const { offer } = props
  const [asking, setAsking] = useState(false)
  return (
    <Page
      title={t('agreements.sign')}
      foot={
        offer.agreement === null ? (
          <Button look="main" onClick={() => setAsking(true)}>
            {t('agreements.sign')}
          </Button>
        ) : (
          <ButtonLink to={`/agreements/${offer.agreement}`} look="main" replace>
            {t('agreements.see')}
          </ButtonLink>
        )
      }
    >
      <div className="wt-page-title">
        <h2>{offer.merchant.name}</h2>
        <p>{t('agreements.signLead')}</p>
      </div>
      {offer.agreement === null ? null : <Notice tone="done">{t('agreements.already')}</Notice>}
      <div className="wt-card">
        <Facts items={lines(offer)} />
      </div>
      <p className="wt-rows-note">
        {t('agreements.balanceOnly')} {t('agreements.rights')}
      </p>
      {asking ? <Confirm offer={offer} onClose={() => setAsking(false)} /> : null}
    </Page>
  )
}

function Confirm(props: { offer: Offer; onClose: () => void }): ReactNode {
  const t = useT()
  const lines = useTermLines()
  const prove = useProof()
  const navigate = useNavigate()
  // One key for this sheet: what is tried again is the same signature.
  const [key] = useState(newIdempotencyKey)
  const { id, merchant, perDeduction, asset } = props.offer
  const amount = { amount: perDeduction, asset }
  const write = useWrite(
    () =>
      prove(
        (proof) =>
          api.myAgreements.create({
            body: { offer: id, ...(proof && { proof }) },
            idempotencyKey: key,
          }),
        { payee: merchant.name, amount },
      ),
    ['myAgreements.list', 'myAgreements.offer'],
  )
  const sign = (): void =>
    write.mutate(undefined, {
      onSuccess: (made) => {
        if (made?.id) void navigate(`/agreements/${made.id}`, { replace: true })
      },
    })
  return (
    <ConfirmSheet
      open
      title={t('agreements.confirm')}
      payee={t('agreements.upTo', { name: merchant.name })}
      amount={amount}
      lines={lines(props.offer)}
      warning={t('agreements.noPin')}
      action={t('agreements.sign')}
      busy={write.isPending}
      error={write.error ?? undefined}
      onConfirm={sign}
      onClose={props.onClose}
    />
  )
}
