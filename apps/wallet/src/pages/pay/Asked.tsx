import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Amount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { useProof } from '../../parts/act/proof.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'

type Request = ResponseOf<Routes['codeRequests']['list']>['items'][number]
const CHANGES = ['paymentCodes.get', 'codeRequests.list', 'me.holdings', 'bills.list']

/** A till asks for more than goes without the PIN: to whom, how much, and the person decides. */
export function Asked({ id }: { id: string }): ReactNode {
  const read = useRead('codeRequests.list', api.codeRequests.list, {})
  return (
    <Loaded read={read}>
      {({ items }) => {
        const request = items.find((each) => each.id === id)
        return request ? <Decide request={request} /> : null
      }}
    </Loaded>
  )
}

function Decide({ request }: { request: Request }): ReactNode {
  const t = useT()
  const prove = useProof()
  const { id, payee } = request
  const amount = { amount: request.amount, asset: request.asset }
  const [error, setError] = useState<unknown>()
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
        { payee: payee.name, amount },
      ),
    CHANGES,
  )
  const decline = useWrite(() => api.codeRequests.decline({ params: { id } }), CHANGES)
  const act = (write: typeof confirm | typeof decline): void => {
    setError(undefined)
    write.mutate(undefined, { onError: setError })
  }
  return (
    <section className="wt-card pay-asked" aria-live="polite">
      <p>{t('pay.asks', { name: payee.name })}</p>
      <Amount value={amount} size="hero" />
      {error ? <Failed error={error} /> : null}
      <Button look="main" busy={confirm.isPending} onClick={() => act(confirm)}>
        {t('pay.confirm')}
      </Button>
      <Button look="words" busy={decline.isPending} onClick={() => act(decline)}>
        {t('pay.decline')}
      </Button>
    </section>
  )
}
