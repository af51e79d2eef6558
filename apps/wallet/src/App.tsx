import { QueryClientProvider } from '@tanstack/react-query'
import { AssetUnits, paintRoot, palettes } from '@suanpan/ui'
import { ConfigProvider } from 'antd-mobile'
import * as enUS from 'antd-mobile/es/locales/en-US.js'
import * as zhCN from 'antd-mobile/es/locales/zh-CN.js'
import { useEffect, useLayoutEffect, useMemo, type ComponentProps, type ReactNode } from 'react'
import { RouterProvider } from 'react-router/dom'
import { queryClient } from './data/queries.ts'
import { speak, useT } from './i18n/index.ts'
import { textScale, useMode, usePreferences } from './preferences.ts'
import { router } from './router.tsx'

type Locale = NonNullable<ComponentProps<typeof ConfigProvider>['locale']>

const CHINESE = localeOf(zhCN)
const ENGLISH = localeOf(enUS)

/** Look, language, data and routes around every page. */
export function App(): ReactNode {
  const { language } = usePreferences()
  const t = useT()
  useLook()
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    void speak(language)
  }, [language])
  const units = useMemo(() => ({ PTS: t('unit.points') }), [t])
  return (
    <ConfigProvider locale={language === 'zh' ? CHINESE : ENGLISH}>
      <AssetUnits value={units}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AssetUnits>
    </ConfigProvider>
  )
}

/** Colours, text size and elder mode are on the root element, where the stylesheets find them. */
function useLook(): void {
  const mode = useMode()
  const preferences = usePreferences()
  const scale = textScale(preferences)
  useLayoutEffect(() => {
    const root = document.documentElement
    paintRoot(root, mode)
    document
      .querySelector('meta[name="theme-color"]')
      ?.setAttribute('content', palettes[mode].paper)
  }, [mode])
  useLayoutEffect(() => {
    const root = document.documentElement
    root.style.setProperty('--wt-scale', String(scale))
    root.dataset['elder'] = String(preferences.elder)
  }, [scale, preferences.elder])
}

// The files are ES modules that their package does not declare as such: the bundler sees the locale
// as the default export, Node's rules see it one level deeper.
function localeOf(module: { default: Locale | { default: Locale } }): Locale {
  const found = module.default
  return 'default' in found ? found.default : found
}
