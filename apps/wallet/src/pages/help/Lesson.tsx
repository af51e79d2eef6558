import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { useT } from '../../i18n/index.ts'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Step } from '../../parts/page/Page.tsx'
import { NotFound } from '../../shell/NotFound.tsx'
import { useHasPage } from '../../shell/places.ts'
import { isLesson, textsOf } from './lessons.ts'
import './help.css'

/** One lesson of less than a minute: what happens, how to see it, what to do. */
export function Lesson(): ReactNode {
  const t = useT()
  const hasPage = useHasPage()
  const { lesson } = useParams()
  if (!isLesson(lesson)) return <NotFound />
  const texts = textsOf(lesson)
  return (
    <Step
      title={t(texts.title)}
      back="/help"
      foot={
        hasPage('/me/security') ? (
          <ButtonLink to="/me/security">{t('help.freeze')}</ButtonLink>
        ) : undefined
      }
    >
      {(['what', 'signs', 'act'] as const).map((part) => (
        <section key={part} className="wt-card help-part" data-part={part}>
          <h2>{t(`help.part.${part}`)}</h2>
          <p>{t(texts[part])}</p>
        </section>
      ))}
    </Step>
  )
}
