import { Switch } from 'antd-mobile'
import { useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Choice } from '../../parts/page/Choice.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { setPreferences, usePreferences } from '../../preferences.ts'

const MODES = ['system', 'light', 'dark'] as const
const SIZES = ['standard', 'large', 'largest'] as const

type Open = 'language' | 'mode' | 'textSize'

/** What one may choose about how the wallet looks on this phone. */
export function LookSettings(): ReactNode {
  const t = useT()
  const chosen = usePreferences()
  const [open, setOpen] = useState<Open>()
  return (
    <>
      <Rows note={t('look.elderHint')}>
        <Row
          title={t('look.elder')}
          value={
            <Switch
              checked={chosen.elder}
              onChange={(elder) => setPreferences({ elder })}
              aria-label={t('look.elder')}
            />
          }
        />
      </Rows>
      <Rows>
        <Row
          title={t('look.language')}
          value={chosen.language === 'zh' ? t('shell.chinese') : t('shell.english')}
          onClick={() => setOpen('language')}
        />
        <Row
          title={t('look.mode')}
          value={t(`look.mode.${chosen.mode}`)}
          onClick={() => setOpen('mode')}
        />
        {chosen.elder ? null : (
          <Row
            title={t('look.textSize')}
            value={t(`look.textSize.${chosen.textSize}`)}
            onClick={() => setOpen('textSize')}
          />
        )}
      </Rows>
      <Choices open={open} onClose={() => setOpen(undefined)} />
    </>
  )
}

function Choices(props: { open: Open | undefined; onClose: () => void }): ReactNode {
  const t = useT()
  const chosen = usePreferences()
  const { open, onClose } = props
  return (
    <>
      <Choice
        open={open === 'language'}
        title={t('look.language')}
        value={chosen.language}
        options={[
          { value: 'zh', label: t('shell.chinese') },
          { value: 'en', label: t('shell.english') },
        ]}
        onChoose={(language) => setPreferences({ language })}
        onClose={onClose}
      />
      <Choice
        open={open === 'mode'}
        title={t('look.mode')}
        value={chosen.mode}
        options={MODES.map((value) => ({ value, label: t(`look.mode.${value}`) }))}
        onChoose={(mode) => setPreferences({ mode })}
        onClose={onClose}
      />
      <Choice
        open={open === 'textSize'}
        title={t('look.textSize')}
        value={chosen.textSize}
        options={SIZES.map((value) => ({ value, label: t(`look.textSize.${value}`) }))}
        onChoose={(textSize) => setPreferences({ textSize })}
        onClose={onClose}
      />
    </>
  )
}
