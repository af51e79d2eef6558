import type { Key } from '../../i18n/index.ts'

/** The safety lessons, in the order of how often they cost people money. */
export const LESSONS = [
  'impostor',
  'refund',
  'codes',
  'task',
  'friend',
  'lending',
  'lost',
  'family',
] as const

type LessonName = (typeof LESSONS)[number]

export function isLesson(name: string | undefined): name is LessonName {
  return LESSONS.some((lesson) => lesson === name)
}

/** The texts of a lesson: what happens, how one sees it, what to do. */
export function textsOf(lesson: LessonName): Record<'title' | 'what' | 'signs' | 'act', Key> {
  return {
    title: `lesson.${lesson}.title`,
    what: `lesson.${lesson}.what`,
    signs: `lesson.${lesson}.signs`,
    act: `lesson.${lesson}.act`,
  }
}

export const QUESTIONS = ['arrive', 'wrong', 'limit', 'pin', 'phone', 'points'] as const
