import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { currentLanguage, type Language } from '../preferences.ts'
import { en } from './en.ts'
import { zh, type Key } from './zh.ts'

export type { Key } from './zh.ts'
export type Translate = (key: Key, values?: Record<string, string | number>) => string

/** Keys are flat (`people.title`), so a missing one is a type error and the two tables cannot drift. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: currentLanguage(),
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    initAsync: false,
  })
}

export function useT(): Translate {
  const { t } = useTranslation()
  return useCallback<Translate>((key, values) => t(key, values ?? {}), [t])
}

/** True for a key the tables have: for texts whose key is made of data, such as the kind of a posting. */
export function hasKey(key: string): key is Key {
  return Object.hasOwn(zh, key)
}

/** The text of a data value (`kind.payment`), or the value itself when the tables do not know it. */
export function useLabel(): (group: string, value: string) => string {
  const t = useT()
  return (group, value) => {
    const key = `${group}.${value}`
    return hasKey(key) ? t(key) : value
  }
}

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh'
}

/** The half of a bilingual text in the language of the page. */
export function useBilingual(): (text: { zh: string; en: string }) => string {
  const language = useLanguage()
  return (text) => text[language] || text.zh
}
