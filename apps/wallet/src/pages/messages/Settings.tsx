import { Switch } from 'antd-mobile'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'

type Preferences = ResponseOf<Routes['notices']['preferences']>
const NIGHT = { fromHour: 22, untilHour: 7 }

/** What lights up the screen, and when it stays dark. */
export function Settings(): ReactNode {
  const t = useT()
  const read = useRead('notices.preferences', api.notices.preferences, {})
  return (
    <Page title={t('messages.settings')} back="/messages">
      <Loaded read={read}>{(preferences) => <Switches {...preferences} />}</Loaded>
    </Page>
  )
}

function Switches({ kinds, quietHours }: Preferences): ReactNode {
  const t = useT()
  const label = useLabel()
  const save = useWrite(api.notices.setPreferences, ['notices.preferences'])
  const set = (body: Preferences): void => save.mutate({ body })
  return (
    <>
      {save.error ? <Failed error={save.error} /> : null}
      <Rows note={t('messages.settingsHint')}>
        {kinds.map(({ kind, alert }) => (
          <Row
            key={kind}
            title={label('messages.kind', kind)}
            value={
              <Switch
                aria-label={label('messages.kind', kind)}
                checked={alert}
                disabled={kind === 'security' || save.isPending}
                onChange={(wanted) =>
                  set({
                    quietHours,
                    kinds: kinds.map((each) =>
                      each.kind === kind ? { kind, alert: wanted } : each,
                    ),
                  })
                }
              />
            }
          />
        ))}
      </Rows>
      <Rows>
        <Row
          title={t('messages.quiet')}
          value={
            <Switch
              aria-label={t('messages.quiet')}
              checked={quietHours !== null}
              disabled={save.isPending}
              onChange={(wanted) => set({ kinds, quietHours: wanted ? NIGHT : null })}
            />
          }
        />
      </Rows>
    </>
  )
}
