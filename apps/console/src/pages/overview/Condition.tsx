import { Ident, formatCount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useT } from '../../i18n/index.ts'
import { Sheet } from '../../parts/Page.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'
import type { OverviewData } from './types.ts'

const LAG_NOTICEABLE = 1000

/** Whether the machinery is well: post, seal, close, audit. */
export function Condition(props: { data: OverviewData }): ReactNode {
  return (
    <div className="condition">
      <Delivery letters={props.data.letters} />
      <Trust data={props.data} />
    </div>
  )
}

function Delivery(props: { letters: OverviewData['letters'] }): ReactNode {
  const t = useT()
  const { letters } = props
  return (
    <Sheet
      title={t('condition.letters')}
      aside={<Link to="/letters">{t('condition.parked')}</Link>}
    >
      {letters.length === 0 ? <p className="muted">{t('condition.noSubscribers')}</p> : null}
      <ul className="lines">
        {letters.map((letter) => (
          <li key={letter.subscriber}>
            <span>{letter.subscriber}</span>
            <span className="line-value">
              {letter.oldestAt ? <When at={letter.oldestAt} /> : null}
              <StateTag tone={letter.lag > LAG_NOTICEABLE ? 'warn' : 'good'}>
                {letter.lag === 0
                  ? t('condition.upToDate')
                  : t('condition.lag', { count: formatCount(letter.lag) })}
              </StateTag>
              {letter.parked > 0 ? (
                <StateTag tone="bad">
                  {t('condition.parkedCount', { count: letter.parked })}
                </StateTag>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Trust(props: { data: OverviewData }): ReactNode {
  const t = useT()
  const { seal, close, audit } = props.data
  return (
    <Sheet title={t('condition.trust')} aside={<Link to="/audit">{t('nav.audit')}</Link>}>
      <ul className="lines">
        <li>
          <span>{t('condition.seal')}</span>
          <span className="line-value">
            {seal ? (
              <>
                <Ident id={seal.seal} head={10} tail={6} />
                <StateTag tone="good">
                  {t('condition.batch', { batch: formatCount(seal.batch) })}
                </StateTag>
              </>
            ) : (
              <span className="muted">{t('condition.never')}</span>
            )}
          </span>
        </li>
        <li>
          <span>{t('condition.audit')}</span>
          <span className="line-value">
            {audit ? (
              <>
                <When at={audit.at} />
                <StateTag tone={audit.ok ? 'good' : 'bad'}>
                  {audit.ok ? t('condition.auditOk') : t('condition.auditBad')}
                </StateTag>
              </>
            ) : (
              <span className="muted">{t('condition.never')}</span>
            )}
          </span>
        </li>
        <li>
          <span>{t('condition.close')}</span>
          <span className="line-value">
            {close ? (
              <>
                <Link to={`/trial-balance?day=${close.day}`} className="sp-num">
                  {close.day}
                </Link>
                <When at={close.at} />
              </>
            ) : (
              <span className="muted">{t('condition.never')}</span>
            )}
          </span>
        </li>
      </ul>
      {audit?.difference ? <p className="difference">{audit.difference}</p> : null}
    </Sheet>
  )
}
