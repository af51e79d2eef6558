import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useLanguage, useT } from '../../i18n/index.ts'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { RealNameForm, type Wanted } from './RealNameForm.tsx'
import './safety.css'

type Mine = ResponseOf<Routes['myRealName']['get']>

const NEXT: Record<Mine['class'], Wanted | undefined> = {
  unverified: 'I',
  I: 'II',
  II: 'III',
  III: undefined,
}
const WAITING_MS = 5_000
const isOpen = ({ state }: Mine['checks'][number]): boolean =>
  state === 'pending' || state === 'review'

/** Who the person is by name, and the next class. */
export function RealName(): ReactNode {
  const t = useT()
  const read = useRead(
    'myRealName.get',
    api.myRealName.get,
    {},
    {
      everyMs: (mine) => (mine?.checks.some(isOpen) ? WAITING_MS : false),
    },
  )
  return (
    <Page title={t('safety.realName')} back="/me">
      <Loaded read={read}>{(mine) => <Known {...mine} />}</Loaded>
    </Page>
  )
}

function Known(mine: Mine): ReactNode {
  const t = useT()
  const label = useLabel()
  const language = useLanguage()
  const [last] = mine.checks
  const next = NEXT[mine.class]
  return (
    <>
      <Rows>
        <Row
          title={REAL_NAME_CLASSES[mine.class][language]}
          note={label('safety.classHint', mine.class)}
          value={mine.verifiedAt ? <When at={mine.verifiedAt} show="day" /> : ''}
        />
        <Row title={t('safety.limits')} to="/me/limits" />
      </Rows>
      {last && isOpen(last) ? (
        <Notice>{t(last.state === 'review' ? 'safety.inReview' : 'safety.pending')}</Notice>
      ) : null}
      {last?.state === 'failed' ? (
        <Notice tone="danger">{label('safety.failed', last.reason ?? '')}</Notice>
      ) : null}
      {next && !(last && isOpen(last)) ? <RealNameForm key={next} wanted={next} /> : null}
    </>
  )
}
