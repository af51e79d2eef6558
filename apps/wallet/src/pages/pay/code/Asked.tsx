import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { ConfirmSheet } from '../../../parts/act/ConfirmSheet.tsx'
import { useProof } from '../../../parts/act/proof.tsx'
import { Result } from '../../../parts/act/Result.tsx'
import { Owned } from '../../../parts/money/Money.tsx'
import { Button } from '../../../parts/page/Button.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { Loaded } from '../../../parts/state/Loaded.tsx'
import { BudgetNotes } from '../BudgetNotes.tsx'
import { Countdown } from './Countdown.tsx'
import { Outcome } from './Outcome.tsx'
import { useLookEvery } from './use-codes.ts'

type Request = ResponseOf<Routes['codeRequests']['get']>
const CHANGES = ['codeRequests.get', 'codeRequests.list', 'paymentCodes.get', 'me.holdings']

/** A till asks, or asked: decided here while it waits, and told as it ended. */
export function Asked({ id, again }: { id: string; again: () => void }): ReactNode {
  const t = useT()
  const everyMs = useLookEvery()
  const read = useRead(
    'codeRequests.get',
    api.codeRequests.get,
    { params: { id } },
    { everyMs: (found) => (found === undefined || isOpen(found) ? everyMs : false) },
  )
  if (read.data && isOpen(read.data)) {
    return <Decide request={read.data} look={() => void read.refetch()} />
  }
  if (read.data) {
    const { amount, asset, ...found } = read.data
    return <Outcome {...found} amount={{ amount, asset }} again={again} />
  }
  return (
    <Page title={t('pay.code')}>
      <Loaded read={read}>{() => null}</Loaded>
    </Page>
  )
}

const isOpen = ({ state }: Request): boolean => state === 'user_paying'

function Decide({ request, look }: { request: Request; look: () => void }): ReactNode {
  const t = useT()
  const { payee } = request
  const amount = { amount: request.amount, asset: request.asset }
  const [open, setOpen] = useState(true)
  const { confirm, decline, error } = useDecision(request)
  const busy = confirm.isPending
  return (
    <Page
      title={t('pay.code')}
      foot={
        <>
          <Button look="main" busy={busy} onClick={() => setOpen(true)}>
            {t('pay.toConfirm')}
          </Button>
          <Button look="words" busy={decline.isPending} onClick={() => decline.mutate(undefined)}>
            {t('pay.decline')}
          </Button>
        </>
      }
    >
      <Result
        state="processing"
        title={t(busy ? 'pay.paying' : 'pay.waiting')}
        amount={amount}
        note={t('pay.asks', { name: payee.name })}
        lines={[{ label: t('pay.payee'), value: payee.name }]}
      />
      <Sheet
        {...{ request, open, busy, error, look }}
        onConfirm={() => confirm.mutate(undefined)}
        onClose={() => setOpen(false)}
      />
    </Page>
  )
}

function Sheet(props: {
  request: Request
  open: boolean
  busy: boolean
  error: unknown
  look: () => void
  onConfirm: () => void
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { request } = props
  const holdings = useRead('me.holdings', api.me.holdings, {})
  return (
    <ConfirmSheet
      open={props.open}
      title={t('pay.asksTitle')}
      payee={t('pay.asks', { name: request.payee.name })}
      amount={{ amount: request.amount, asset: request.asset }}
      lines={[
        { label: t('pay.method'), value: t('pay.balance') },
        ...(holdings.data
          ? [{ label: t('pay.balanceNow'), value: <Owned value={holdings.data.money} /> }]
          : []),
        {
          label: t('pay.timeLeft'),
          value: <Countdown until={request.expiresAt} onOver={props.look} text="pay.seconds" />,
        },
      ]}
      action={t('pay.confirm')}
      busy={props.busy}
      error={props.error}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <BudgetNotes merchant={request.payee.id} amount={request.amount} />
    </ConfirmSheet>
  )
}

function useDecision({ id, payee, amount, asset }: Request) {
  const prove = useProof()
  const confirm = useWrite(
    () =>
      prove(
        (proof) =>
          api.codeRequests.confirm({
            params: { id },
            body: proof ? { proof } : {},
            // Its own id, so that a proof is good for this payment alone.
            idempotencyKey: id,
          }),
        { payee: payee.name, amount: { amount, asset } },
      ),
    CHANGES,
  )
  const decline = useWrite(() => api.codeRequests.decline({ params: { id } }), CHANGES)
  return { confirm, decline, error: confirm.error ?? decline.error }
}
