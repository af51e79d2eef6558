import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { QrCode } from '../../parts/money/QrCode.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { say } from '../../parts/state/say.ts'
import { Progress, type GoalView } from './progress.tsx'

/** Those who save along, and how to invite more. */
export function Together(props: { goal: GoalView }): ReactNode {
  const t = useT()
  const { id, together, path, asset } = props.goal
  const share = useWrite(api.goals.share, ['goals.get', 'goals.list'])
  const link = path === null ? '' : new URL(path, window.location.origin).href
  const copy = (): void => {
    void navigator.clipboard
      .writeText(link)
      .then(() => say(t('goals.copied')))
      .catch(() => say(link))
  }
  return (
    <section className="wt-card goals-together">
      <h2>{t('goals.together')}</h2>
      <p className="small muted">{t('goals.togetherNote')}</p>
      {together.map((member, at) => (
        <div key={at} className="goals-member">
          <span>{member.mine ? t('goals.me') : (member.name ?? '*')}</span>
          <Progress saved={member.saved} target={member.target} asset={asset} />
        </div>
      ))}
      {path === null ? (
        <Button busy={share.isPending} onClick={() => share.mutate({ params: { id } })}>
          {t('goals.invite')}
        </Button>
      ) : (
        <>
          <QrCode text={link} label={t('goals.qr')} />
          <Button onClick={copy}>{t('goals.copy')}</Button>
        </>
      )}
      {share.error ? <Failed error={share.error} /> : null}
    </section>
  )
}
