import type { ReactNode } from 'react'
import { codeOf, isPassing, requestIdOf, sentenceOf } from '../../data/problem.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Button } from '../page/Button.tsx'
import { Notice } from '../page/Notice.tsx'

/** Why something could not be shown or done, as the server said it, and the way on. */
export function Failed(props: { error: unknown; onRetry?: () => void }): ReactNode {
  const t = useT()
  const text = useProblemText()
  const requestId = requestIdOf(props.error)
  return (
    <div className="wt-failed">
      <Notice tone={isPassing(props.error) ? 'warning' : 'danger'}>
        {text(props.error)}
        <div className="wt-failed-facts">
          <span>
            {t('problem.code')} <code>{codeOf(props.error)}</code>
          </span>
          {requestId ? (
            <span>
              {t('problem.requestId')} <code>{requestId}</code>
            </span>
          ) : null}
        </div>
        {props.onRetry ? (
          <Button small onClick={props.onRetry}>
            {t('problem.retry')}
          </Button>
        ) : null}
      </Notice>
    </div>
  )
}

/** One sentence for a problem, in the language of the page. */
export function useProblemText(): (error: unknown) => string {
  const t = useT()
  const language = useLanguage()
  return (error) => {
    const sentence = sentenceOf(error, language)
    if (sentence !== undefined) return sentence
    return codeOf(error) === 'network' ? t('problem.unreachable') : t('problem.unexpected')
  }
}
