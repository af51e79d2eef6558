import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { LOCKS, type LockKind } from '@suanpan/contract/safety-words'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { useProof } from '../../parts/act/proof.tsx'
import { CNY } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { say } from '../../parts/state/say.ts'
import { When } from '../../parts/time/When.tsx'
import './safety.css'
import { LockSheet, type LockBody } from './LockSheet.tsx'

type Mine = ResponseOf<Routes['myLocks']['list']>
type Lock = Mine['items'][number]

const SET_ONE_BY_ONE = ['night', 'large_amount', 'new_payee'] as const

/** The person's own locks, and the one that stops everything at once. */
export function Locks(): ReactNode {
  const t = useT()
  const read = useRead('myLocks.list', api.myLocks.list, {})
  return (
    <Page title={t('safety.locks')} back="/me">
      <Freezes />
      <Loaded read={read}>{(mine) => <Mine {...mine} />}</Loaded>
    </Page>
  )
}

function Mine({ items, freeOfPin }: Mine): ReactNode {
  const t = useT()
  const language = useLanguage()
  const [open, setOpen] = useState<LockKind>()
  const { set, lift, busy, error } = useLocks(() => setOpen(undefined))
  const held = new Map(items.map((lock) => [lock.kind, lock]))
  const wallet = held.get('wallet')
  return (
    <>
      <section className="wt-card safety-card">
        <p>{wallet ? t('safety.frozenNow') : t('safety.freezeHint')}</p>
        {wallet ? (
          <Button look="main" busy={busy} onClick={() => void lift('wallet')}>
            {t('safety.unfreeze')}
          </Button>
        ) : (
          <Button look="danger" busy={busy} onClick={() => void set('wallet', {})}>
            {t('safety.freezeNow')}
          </Button>
        )}
      </section>
      {error && open === undefined ? <Failed error={error} /> : null}
      <Rows title={t('safety.ownLocks')} note={t('safety.lockNote')}>
        {SET_ONE_BY_ONE.map((kind) => (
          <Row
            key={kind}
            title={LOCKS[kind][language]}
            note={t(`safety.hint.${kind}`)}
            value={<Held lock={held.get(kind)} />}
            onClick={() => setOpen(kind)}
          />
        ))}
      </Rows>
      <Rows note={t('safety.freeNote', { times: freeOfPin.times, used: freeOfPin.timesUsed })}>
        <Row
          title={LOCKS.free_of_pin[language]}
          value={<Amount value={freeOfPin.amount} asset={CNY} />}
          onClick={() => setOpen('free_of_pin')}
        />
      </Rows>
      <LockSheet
        key={open ?? 'none'}
        kind={open}
        held={open === undefined ? undefined : held.get(open)}
        free={freeOfPin}
        busy={busy}
        error={error}
        onSet={(kind, body) => void set(kind, body)}
        onLift={(kind) => void lift(kind)}
        onClose={() => setOpen(undefined)}
      />
    </>
  )
}

function Held(props: { lock: Lock | undefined }): ReactNode {
  const t = useT()
  const { lock } = props
  if (!lock) return t('safety.off')
  if (lock.amount !== null) return <Amount value={lock.amount} asset={CNY} />
  if (lock.fromHour !== null && lock.untilHour !== null) {
    return t('safety.hours', { from: lock.fromHour, until: lock.untilHour })
  }
  return t('safety.on')
}

/** What an operator froze, as far as the person may know: the category and the way out. */
function Freezes(): ReactNode {
  const t = useT()
  const language = useLanguage()
  const { data } = useRead('myFreezes.list', api.myFreezes.list, {})
  const holding = (data?.items ?? []).filter(({ liftedAt }) => liftedAt === null)
  return holding.map((freeze) => (
    <Notice key={freeze.id} tone="danger">
      <strong>{freeze.title[language]}</strong> · <When at={freeze.at} show="day" />
      <br />
      {t(
        freeze.in && freeze.out
          ? 'safety.frozenBoth'
          : freeze.out
            ? 'safety.frozenOut'
            : 'safety.frozenIn',
      )}
      <br />
      {freeze.wayOut[language]}
    </Notice>
  ))
}

/** Sets and lifts; the PIN or a passkey is asked for where the server wants one. */
function useLocks(done: () => void) {
  const t = useT()
  const prove = useProof()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const act = async (work: () => Promise<unknown>, said: string): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const answer = await work()
      if (answer === undefined) return
      say(said)
      done()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
      await Promise.all(
        ['myLocks.list', 'myCheckUp.get'].map((name) =>
          client.invalidateQueries({ queryKey: [name] }),
        ),
      )
    }
  }
  return {
    busy,
    error,
    set: (kind: LockKind, body: LockBody) =>
      act(
        () =>
          prove((proof) =>
            api.myLocks.set({ params: { kind }, body: { ...body, ...(proof && { proof }) } }),
          ),
        t('safety.lockSet'),
      ),
    lift: (kind: LockKind) =>
      act(
        () =>
          prove(async (proof) => {
            await api.myLocks.lift({ params: { kind }, body: proof ? { proof } : {} })
            return true
          }),
        t('safety.lockLifted'),
      ),
  }
}
