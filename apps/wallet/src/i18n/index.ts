import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { currentLanguage, type Language } from '../preferences.ts'
import type { Key } from './zh.ts'

export type { Key } from './zh.ts'
export type Translate = (key: Key, values?: Record<string, string | number>) => string

/** Keys are flat (`home.title`), so a missing one is a type error and the two tables cannot drift. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: currentLanguage(),
    fallbackLng: false,
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  })
  await speak(currentLanguage())
}

/** Changes the language; its table comes over the wire when it is first spoken. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await tableOf(language))
  }
  await i18next.changeLanguage(language)
}

async function tableOf(language: Language): Promise<Record<Key, string>> {
  return language === 'zh' ? (await import('./zh.ts')).zh : (await import('./en.ts')).en
}

export function useT(): Translate {
  const { t } = useTranslation()
  return useCallback<Translate>((key, values) => t(key, values ?? {}), [t])
}

/** The text of a data value (`category.tea_house`), or the value itself when the tables do not know it. */
export function useLabel(): (group: string, value: string) => string {
  const { t, i18n } = useTranslation()
  return (group, value) => {
    const key = `${group}.${value}`
    return i18n.exists(key) ? t(key) : value
  }
}

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh'
}
