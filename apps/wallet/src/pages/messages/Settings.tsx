import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Tick } from '../../parts/page/Field.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { useHasKind } from '../../shell/places.ts'
import { Device } from './Device.tsx'
import { Quiet } from './Quiet.tsx'

type Preferences = ResponseOf<Routes['notices']['preferences']>
type Wish = Preferences['kinds'][number]
const WAYS = ['alert', 'push', 'sms'] as const

/** What somebody is told of, in which ways, and when it stays dark. */
export function Settings(): ReactNode {
  const t = useT()
  const read = useRead('notices.preferences', api.notices.preferences, {})
  return (
    <Page title={t('messages.settings')} back="/messages">
      <Loaded read={read}>{(preferences) => <Choices {...preferences} />}</Loaded>
      <Device />
    </Page>
  )
}

function Choices({ kinds, quietHours }: Preferences): ReactNode {
  const t = useT()
  const label = useLabel()
  const hasKind = useHasKind()
  const [chosen, setChosen] = useState<Wish['kind']>()
  const save = useWrite(api.notices.setPreferences, ['notices.preferences'])
  const set = (body: Preferences): void => save.mutate({ body })
  const wish = kinds.find(({ kind }) => kind === chosen)
  return (
    <>
      {save.error ? <Failed error={save.error} /> : null}
      <Rows title={t('messages.ways')} note={t('messages.settingsHint')}>
        {kinds
          .filter(({ kind }) => hasKind(kind))
          .map((each) =>
            each.kind === 'security' ? (
              <Row
                key={each.kind}
                title={label('messages.kind', each.kind)}
                value={t('messages.always')}
              />
            ) : (
              <Row
                key={each.kind}
                title={label('messages.kind', each.kind)}
                note={<Ways wish={each} />}
                onClick={() => setChosen(each.kind)}
              />
            ),
          )}
      </Rows>
      <Quiet
        hours={quietHours}
        busy={save.isPending}
        onChange={(hours) => set({ kinds, quietHours: hours })}
      />
      <Sheet
        open={wish !== undefined}
        title={wish ? label('messages.kind', wish.kind) : ''}
        onClose={() => setChosen(undefined)}
      >
        {wish ? (
          <Ticks
            wish={wish}
            onChange={(next) =>
              set({
                quietHours,
                kinds: kinds.map((each) => (each.kind === next.kind ? next : each)),
              })
            }
          />
        ) : null}
        <Button look="main" onClick={() => setChosen(undefined)}>
          {t('action.done')}
        </Button>
      </Sheet>
    </>
  )
}

/** By which ways, in one line. */
function Ways({ wish }: { wish: Wish }): ReactNode {
  const t = useT()
  const label = useLabel()
  const on = WAYS.filter((way) => wish[way])
  if (on.length === 0) return t('messages.way.none')
  return on.map((way) => label('messages.way', way)).join(' · ')
}

function Ticks(props: { wish: Wish; onChange: (wish: Wish) => void }): ReactNode {
  const label = useLabel()
  const { wish, onChange } = props
  return WAYS.map((way) => (
    <Tick key={way} checked={wish[way]} onChange={(wanted) => onChange({ ...wish, [way]: wanted })}>
      {label('messages.way', way)}
    </Tick>
  ))
}
