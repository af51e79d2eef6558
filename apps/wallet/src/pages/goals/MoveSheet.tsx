import { Amount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { AmountField } from '../../parts/money/AmountField.tsx'
import { CNY, minorOf } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { say } from '../../parts/state/say.ts'
import type { GoalView } from './progress.tsx'

const CHANGES = ['goals.get', 'goals.list', 'me.holdings', 'bills.list']

/** How much goes in, or comes back out. */
export function MoveSheet(props: {
  goal: GoalView
  way: 'in' | 'out' | undefined
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { goal, way, onClose } = props
  return (
    <Sheet
      open={way !== undefined}
      title={t(way === 'out' ? 'goals.takeOut' : 'goals.putIn')}
      onClose={onClose}
    >
      {way ? <Form goal={goal} way={way} onClose={onClose} /> : null}
    </Sheet>
  )
}

function Form(props: { goal: GoalView; way: 'in' | 'out'; onClose: () => void }): ReactNode {
  const t = useT()
  const { goal, way, onClose } = props
  const [text, setText] = useState('')
  const [key, setKey] = useState(newIdempotencyKey)
  const holdings = useRead('me.holdings', api.me.holdings, {}).data
  const write = useWrite(way === 'in' ? api.goals.putIn : api.goals.takeOut, CHANGES)
  const there = way === 'in' ? holdings?.money.amount : goal.saved
  const amount = minorOf(text) ?? 0n
  const change = (next: string): void => {
    setText(next)
    setKey(newIdempotencyKey())
  }
  const send = (): void =>
    write.mutate(
      {
        params: { id: goal.id },
        body: { amount: { amount: String(amount), asset: CNY } },
        idempotencyKey: key,
      },
      {
        onSuccess: () => {
          say(t(way === 'in' ? 'goals.wasPutIn' : 'goals.wasTakenOut'))
          onClose()
        },
      },
    )
  return (
    <>
      <AmountField
        label={t(way === 'in' ? 'goals.amountIn' : 'goals.amountOut')}
        value={text}
        onChange={change}
        hint={
          there === undefined ? undefined : (
            <>
              {t(way === 'in' ? 'goals.inBalance' : 'goals.inGoal')}{' '}
              <Amount value={there} asset={goal.asset} />
            </>
          )
        }
      />
      {write.error ? <Failed error={write.error} /> : null}
      <Button look="main" busy={write.isPending} disabled={amount <= 0n} onClick={send}>
        {t(way === 'in' ? 'goals.putIn' : 'goals.takeOut')}
      </Button>
    </>
  )
}
