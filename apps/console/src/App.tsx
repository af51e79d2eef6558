import { QueryClientProvider } from '@tanstack/react-query'
import { AssetUnits, antdTheme, paintRoot } from '@suanpan/ui'
import { App as AntdApp, ConfigProvider } from 'antd'
import * as enUS from 'antd/es/locale/en_US.js'
import * as zhCN from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import i18next from 'i18next'
import { useEffect, useLayoutEffect, useMemo, type ComponentProps, type ReactNode } from 'react'
import { RouterProvider } from 'react-router/dom'
import { queryClient } from './data/queries.ts'
import { useT } from './i18n/index.ts'
import { useMode, usePreferences } from './preferences.ts'
import { router } from './router.tsx'

type Locale = NonNullable<ComponentProps<typeof ConfigProvider>['locale']>

// Two Chinese characters on a button stay together.
const PLAIN_BUTTON = { autoInsertSpace: false }
const CHINESE = localeOf(zhCN)
const ENGLISH = localeOf(enUS)

/** Theme, language, data and routes around every page. */
export function App(): ReactNode {
  const mode = useMode()
  const { language } = usePreferences()
  const t = useT()
  useLayoutEffect(() => paintRoot(document.documentElement, mode), [mode])
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
    void i18next.changeLanguage(language)
  }, [language])
  const theme = useMemo(() => antdTheme(mode), [mode])
  const units = useMemo(() => ({ PTS: t('unit.points') }), [t])
  return (
    <ConfigProvider
      theme={theme}
      button={PLAIN_BUTTON}
      locale={language === 'zh' ? CHINESE : ENGLISH}
    >
      <AntdApp message={{ maxCount: 3 }}>
        <AssetUnits value={units}>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </AssetUnits>
      </AntdApp>
    </ConfigProvider>
  )
}

// The files are ES modules that their package does not declare as such: the bundler sees the locale
// as the default export, Node's rules see it one level deeper.
function localeOf(module: { default: Locale | { default: Locale } }): Locale {
  const found = module.default
  return 'default' in found ? found.default : found
}
