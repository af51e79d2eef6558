import { ErrorPanel } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { codeOf, isPassing, requestIdOf, sentenceOf } from '../data/problem.ts'
import { useLanguage, useT } from '../i18n/index.ts'

/** Why something could not be shown or done, exactly as the server said it, and the way on. */
export function ProblemPanel(props: {
  error: unknown
  onRetry?: () => void
  title?: string
}): ReactNode {
  const t = useT()
  const text = useProblemText()
  const passing = isPassing(props.error)
  const requestId = requestIdOf(props.error)
  const facts = [{ label: t('problem.code'), value: codeOf(props.error) }]
  if (requestId) facts.push({ label: t('problem.requestId'), value: requestId })
  return (
    <ErrorPanel
      title={props.title ?? (passing ? t('problem.away') : t('problem.title'))}
      sentence={text(props.error)}
      facts={facts}
      quiet={passing}
      {...(props.onRetry ? { retry: { label: t('problem.retry'), onClick: props.onRetry } } : {})}
    />
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
