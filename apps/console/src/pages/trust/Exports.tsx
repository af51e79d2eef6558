import { DownloadOutlined } from '@ant-design/icons'
import { urlOf } from '@suanpan/client'
import { routes } from '@suanpan/contract/routes'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useMay } from '../../session/session.ts'

const FORMATS = ['hledger', 'ledger', 'beancount', 'csv'] as const
const EXTENSIONS: Record<(typeof FORMATS)[number], string> = {
  hledger: 'journal',
  ledger: 'ledger',
  beancount: 'beancount',
  csv: 'csv',
}

/** The books for programs that are not ours. */
export function Exports(): ReactNode {
  const t = useT()
  const may = useMay('operator')
  return (
    <Page title={t('exports.title')} subtitle={t('exports.subtitle')}>
      <div className="export-cards">
        {FORMATS.map((format) => (
          <Sheet key={format} title={t(`exports.${format}`)}>
            <p className="muted">{t(`exports.${format}Hint`)}</p>
            {may ? (
              <Button
                icon={<DownloadOutlined />}
                href={urlOf(routes.exports.download, { params: { format } })}
                download={`suanpan.${EXTENSIONS[format]}`}
              >
                {t('exports.download')}
              </Button>
            ) : (
              <p>{t('exports.needsRole')}</p>
            )}
          </Sheet>
        ))}
      </div>
    </Page>
  )
}
